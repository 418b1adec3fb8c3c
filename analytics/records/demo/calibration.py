"""What are the demonstration records calibrated on? The published totals, and believable assumptions for the rest.

The counts of `GROUPS`, the amounts of `PURSES` and `FOLLOWED` are published (see data/published/figures.csv) unless a
comment calls them an assumption. Every other share in this package is an assumption: nothing comparable was published.
"""

from datetime import date
from typing import NamedTuple

DEFAULT_SEED = 2015
OBSERVED_UNTIL = date(2016, 12, 31)

SEXES = ("F", "M", "U")
AGE_GROUPS = ("juvenile", "adult", "unknown")
EDUCATION = ("none", "primary", "lower_secondary", "upper_secondary", "vocational", "higher", "unknown")
SECTORS = (
    "commerce",
    "services",
    "crafts",
    "industry",
    "food",
    "agriculture",
    "construction",
    "other",
    "not_applicable",
)
PARTNERS = ("foundation", "prison_administration", "training_ministry", "service_ministry", "civil_society", "company")
STATUSES = ("active", "completed", "certified", "ended", "returned_to_prison", "lost")
FUNDING_KINDS = ("cheque", "equipment")
EDUCATION_ROUTES = ("education", "vocational_training", "apprenticeship", "paid_internship")


class Kind(NamedTuple):
    """How does one kind of support look? Shares need not sum to one: they are weights."""

    id: str
    route: str
    women: tuple[float, float]  # share in 2014, in 2015; likewise the next two
    juveniles: tuple[float, float]
    prepared: tuple[float, float]
    months: tuple[float, ...]  # starts by calendar month
    sectors: tuple[float, ...]  # in the order of SECTORS
    partners: tuple[float, ...]  # in the order of PARTNERS
    ended: float  # share of those known at 12 months, returned to prison apart, whose support broke off
    outcomes: tuple[float, float, float]  # of the others: still active, completed, certified
    completion_days: tuple[int, int]
    followed: float  # log weight of being known at 12 months
    returned: float  # log weight of a return to prison


# fmt: off
KINDS = (
    Kind("job_placement", "job_placement", (0.06, 0.07), (0.03, 0.03), (0.44, 0.47),
         (8, 8, 9, 9, 9, 8, 6, 5, 9, 10, 10, 8), (17, 25, 6, 23, 10, 8, 10, 2, 0), (7, 2, 0, 0, 5, 86),
         0.24, (86, 14, 0), (90, 340), -0.25, 0.1),
    Kind("micro_project", "micro_project", (0.065, 0.07), (0.01, 0.01), (0.5, 0.53),
         (7, 8, 9, 10, 10, 8, 5, 5, 9, 10, 10, 9), (40, 18, 17, 2, 13, 6, 2, 2, 0), (62, 2, 0, 10, 22, 4),
         0.2, (1, 0, 0), (0, 1), 0.0, -0.1),
    Kind("ramadan", "micro_project", (0.12, 0.12), (0.005, 0.005), (0.62, 0.65),
         (1,) * 12, (38, 17, 19, 2, 15, 6, 1, 2, 0), (88, 0, 0, 2, 10, 0),
         0.14, (1, 0, 0), (0, 1), 0.5, -0.2),
    Kind("education", "education", (0.05, 0.05), (0.6, 0.6), (0.66, 0.69),
         (3, 11, 3, 1, 1, 0.5, 0.5, 1, 46, 27, 5, 1), (0, 0, 0, 0, 0, 0, 0, 0, 1), (8, 11, 0, 77, 4, 0),
         0.2, (42, 15, 43), (150, 340), 0.15, 0.0),
    Kind("vocational_training", "vocational_training", (0.05, 0.05), (0.42, 0.42), (0.6, 0.63),
         (4, 15, 6, 2, 2, 1, 1, 1, 31, 27, 8, 2), (4, 19, 21, 19, 11, 6, 14, 2, 4), (5, 8, 74, 6, 7, 0),
         0.19, (16, 22, 62), (150, 330), 0.1, 0.0),
    Kind("apprenticeship", "apprenticeship", (0.03, 0.03), (0.48, 0.48), (0.52, 0.55),
         (5, 11, 8, 5, 4, 3, 2, 2, 24, 22, 10, 4), (5, 12, 36, 14, 12, 5, 13, 3, 0), (6, 3, 44, 14, 14, 19),
         0.21, (34, 18, 48), (235, 350), 0.05, 0.05),
    Kind("paid_internship", "paid_internship", (0.06, 0.06), (0.12, 0.12), (0.48, 0.51),
         (6, 11, 10, 8, 7, 6, 4, 3, 14, 15, 10, 6), (13, 36, 7, 22, 9, 3, 6, 4, 0), (12, 2, 13, 5, 4, 64),
         0.18, (8, 62, 30), (50, 190), 0.0, 0.0),
)
# fmt: on


class Group(NamedTuple):
    """Which integrations are counted apart? What is None is drawn at random inside the group."""

    year: int
    kind: str
    integrations: int
    city: str | None = None
    sex: str | None = None
    age_group: str | None = None


# fmt: off
# Delivered in exactly these cities. Tangier and Mohammedia 2014, Kenitra and Marrakesh 2015 were published by local
# ceremonies; the other cities' counts are assumptions that complete the 230 and the 317.
RAMADAN_PROJECTS = {
    2014: {"tanger": 18, "mohammedia": 5, "fes": 34, "marrakech": 30, "rabat": 26, "oujda": 26, "agadir": 24,
           "kenitra": 22, "laayoune": 16, "taroudant": 13, "sidi-kacem": 9, "boujdour": 7},
    2015: {"casablanca": 74, "fes": 36, "sale": 32, "tanger": 30, "rabat": 28, "oujda": 27, "safi": 20, "agadir": 15,
           "laayoune": 12, "taroudant": 10},
}
RAMADAN_LAUNCH = {2014: date(2014, 7, 2), 2015: date(2015, 7, 3)}
RAMADAN_SEASON_DAYS = 75

# Columns: girls, women, boys, men, then adults of unknown sex and men of unknown age. 2014 sums to the published 1,401,
# 63 women and 644 juveniles; the split over routes, and the whole of 2015, are assumptions.
EDUCATION_COLUMNS = (("F", "juvenile"), ("F", "adult"), ("M", "juvenile"), ("M", "adult"), ("U", "adult"),
                     ("M", "unknown"))
EDUCATION_INTEGRATIONS = {
    2014: {"education": (11, 13, 237, 151, 0, 0), "vocational_training": (10, 17, 252, 339, 0, 0),
           "apprenticeship": (2, 3, 116, 120, 0, 0), "paid_internship": (1, 6, 15, 108, 0, 0)},
    2015: {"education": (12, 16, 241, 149, 1, 2), "vocational_training": (12, 20, 256, 358, 2, 4),
           "apprenticeship": (3, 3, 114, 121, 1, 2), "paid_internship": (2, 6, 15, 107, 1, 2)},
}

GROUPS = (
    Group(2014, "job_placement", 933),
    Group(2014, "micro_project", 1436 - 230),
    Group(2015, "job_placement", 1719),
    Group(2015, "micro_project", 1670 - 317),
    Group(2015, "ramadan", 6, "kenitra", "F"),
    Group(2015, "ramadan", 15, "kenitra", "M"),
    Group(2015, "ramadan", 3, "marrakech", "F"),
    Group(2015, "ramadan", 9, "marrakech", "M"),
    *(Group(year, "ramadan", projects, city)
      for year, cities in RAMADAN_PROJECTS.items() for city, projects in cities.items()),
    *(Group(year, route, count, None, sex, age_group)
      for year, routes in EDUCATION_INTEGRATIONS.items() for route, counts in routes.items()
      for (sex, age_group), count in zip(EDUCATION_COLUMNS, counts, strict=True) if count),
)
# fmt: on
DEFAULT_INTEGRATIONS = sum(group.integrations for group in GROUPS)


class Purse(NamedTuple):
    """Whose money is summed apart? A city of None takes the programme's other cities."""

    year: int
    city: str | None
    amount_mad: int


# 5,060,000 in 2015 is an assumption above the published "more than 5 million".
PURSES = (
    Purse(2014, None, 4_500_000),
    Purse(2015, "kenitra", 270_000),
    Purse(2015, "marrakech", 218_000),
    Purse(2015, None, 5_060_000 - 270_000 - 218_000),
)
PROJECT_MAD = (5_050, 60_000)
AWARDED = (28, 20, 52)  # a cheque only, equipment only, both

# Known at 12 months and returned to prison among them: published for 2015, an assumption for 2014.
FOLLOWED = {2014: (2980, 113), 2015: (3893, 134)}

SECOND_SUPPORTS = 0.05
SECOND_SUPPORT_CHANCE = {"job_placement": 0.55, "micro_project": 0.75, "ramadan": 0.6}  # the other kinds come first
UNKNOWN_SEX, UNKNOWN_AGE_GROUP, UNKNOWN_BIRTH_YEAR, UNKNOWN_PREPARED = 0.01, 0.02, 0.04, 0.12
LIVING_ELSEWHERE = 0.12

CENTRE_WEIGHT = {"open": 1.3, "under_construction": 1.0, "none": 0.75}
# Their centres opened between the two years.
OPENED_IN_2015 = {"settat": (0.7, 1.3), "beni-mellal": (0.75, 1.3)}
INDUSTRIAL_CITIES = ("casablanca", "mohammedia", "tanger", "kenitra", "settat", "safi", "el-jadida")
FARMING_CITIES = ("taroudant", "beni-mellal", "sidi-kacem", "tiznit", "inezgane", "khemisset")
SECTOR_TILT_OF_WOMEN = (1.0, 1.2, 1.8, 0.8, 1.9, 0.6, 0.05, 1.0, 1.0)
SECTOR_TILT_OF_INDUSTRY = (1, 1, 0.9, 1.6, 1, 0.5, 1, 1, 1)
SECTOR_TILT_OF_FARMING = (1, 0.9, 1, 0.5, 1.2, 2.6, 1, 1, 1)

EDUCATION_OF_JUVENILES = (6, 36, 43, 7, 2, 0, 6)
EDUCATION_OF_ADULTS = (13, 33, 26, 11, 7, 4, 6)
EDUCATION_OF_STUDENTS = (2, 17, 30, 27, 5, 13, 6)
JUVENILE_AGES = (14, 15, 16, 17)
JUVENILE_AGE_WEIGHTS = (6, 16, 33, 45)

YEARS_OVER_18 = ((2.3, 5.4), (2.8, 5.4), (1.8, 4.3))  # gamma shape and scale: placements, micro-projects, studies
WAIT_STUDY, WAIT_OTHER = (1.5, 50, 3), (1.6, 85, 10)  # days from release to start: gamma shape and scale, least
LONGEST_WAIT = 700
STARTED_BEFORE_RELEASE, MOST_DAYS_BEFORE_RELEASE = 0.22, 42  # education routes only

# Log weights of women, juveniles and the prepared. Nobody published differences: these are mild.
FOLLOWED_BY_PERSON = (0.15, -0.2, 0.15)
RETURNED_BY_PERSON = (-0.5, 0.1, -0.2)
FOLLOWED_BY_CENTRE = 0.4
ENDED_WHEN_PREPARED_OR_NOT = (0.93, 1.03)
VISIT_DAYS = (91, 183, 274, 365, 548, 731)
VISIT_MISSED = (0.12, 0.15, 0.18, 0.0, 0.3, 0.4)
LOST_IN_WORDS = 0.45  # of those not known at 12 months; for the others the observations simply stop
STOPPED_AFTER_VISITS = (32, 28, 24, 16)
LATER_EVENT_MEAN_DAYS = {"education": 260, "vocational_training": 260, "apprenticeship": 300, "paid_internship": 300}
LATER_EVENT_MEAN_DAYS_OF_WORK = 1500
LATER_EVENTS_OF_STUDIES = (0, 25, 40, 20, 4, 11)  # in the order of STATUSES
LATER_EVENTS_OF_WORK = (0, 0, 0, 56, 14, 30)
FOLLOW_UP_DAYS = 760

# fmt: off
# Studies and training are not funded here, so no money rests on how many of them were assumed.
MEASURES_WITHOUT_MONEY = [
    "beneficiaries", "integrations", "women_share", "juvenile_share", "prepared_share", "active_6m", "active_12m",
    "certified_12m", "return_to_prison_12m", "lost_12m", "integrations_per_100k",
]  # fmt: skip
ASSUMPTIONS = (
    {
        "id": "education_2015",
        # None is of a Ramadan programme: those paid for projects alone.
        "where": {"year": [2015], "route": list(EDUCATION_ROUTES), "programme": ["annual_strategy"]},
        "measures": MEASURES_WITHOUT_MONEY,
    },
    {
        "id": "ramadan_cost_2015",
        "where": {"year": [2015], "programme": ["ramadan_2015"]},
        "measures": ["funding_total", "funding_mean", "cheque_share", "funding_per_integration", "cost_per_active_12m"],
    },
    {
        "id": "outcomes_2014",
        "where": {"year": [2014]},
        "measures": ["active_6m", "active_12m", "certified_12m", "return_to_prison_12m", "lost_12m"],
    },
)
# fmt: on
