"""At which position does each code stand in its list? Everything drawn is such a position until it is written."""

import numpy as np

from analytics.records.demo.calibration import AGE_GROUPS, EDUCATION_ROUTES, KINDS, SEXES, STATUSES

ACTIVE, _, _, ENDED, RETURNED, LOST = range(len(STATUSES))
WOMAN, JUVENILE = SEXES.index("F"), AGE_GROUPS.index("juvenile")
PREPARED = 0  # claims are 0 for true, 1 for false, 2 for unknown; so are juvenile and adult among AGE_GROUPS
KIND_IDS = tuple(kind.id for kind in KINDS)
EDUCATION_KIND, RAMADAN_KIND = KIND_IDS.index("education"), KIND_IDS.index("ramadan")

# Along KINDS. Families of support: 0 for placements, 1 for micro-projects, 2 for studies.
IS_STUDY = np.array([kind.id in EDUCATION_ROUTES for kind in KINDS])
FAMILY = np.array([1 if kind.route == "micro_project" else 2 * IS_STUDY[i] for i, kind in enumerate(KINDS)])
