"""Does a heading say that a column tells who somebody is? Whole headings, and words that give one away."""

from collections.abc import Container, Iterable

from analytics.records.spelling import fold

KINDS = (
    "national_id", "name", "telephone", "email", "address", "birth_date", "prison_number", "passport", "photo",
)  # fmt: skip
# These words tell of a person only where a thing does not stand beside them: nom du père, not nom du programme.
_OF_THINGS_TOO = fold(
    "nom noms name names اسم الاسم عنوان mobile portable naissance domicile mail photo صورة picture"
).split()
_THINGS = """
    programme program projet projets project ville city commune region province préfecture quartier pays country lieu
    place secteur sector partenaire partner entreprise entreprises société company association coopérative organisme
    organisation organization établissement institution école université centre center antenne prison ministère fichier
    file feuille sheet table colonne column filière métier activité activity produit équipement banque bank année an
    year sexe route parcours unité user
    البرنامج برنامج المشروع مشروع المدينة مدينة الجهة جهة الإقليم إقليم العمالة الجماعة القطاع قطاع الشريك شريك المقاولة
    مقاولة الشركة شركة الجمعية جمعية التعاونية المؤسسة مؤسسة المركز مركز السجن سجن الوزارة الملف ملف المهنة النشاط البنك
    سنة عام
"""
_THINGS = set(fold(_THINGS).split())
_JOINING = fold("de du des d la le les l of the et and n no").split()


class IdentityHeadings:
    """The headings that mean identity: `rows` of (kind, folded spelling); `things` are folded words for no person."""

    def __init__(self, rows: Iterable[tuple[str, str]], things: Container[str]) -> None:
        kinds = {tuple(spelling.split()): kind for kind, spelling in rows}
        # The longest first: an e-mail address is no address.
        self._kinds = dict(sorted(kinds.items(), key=lambda item: -len(item[0])))
        self._things = things

    def kind(self, folded: str) -> str | None:
        """Which kind of identity does this folded heading mean? None for all others."""
        words = tuple(self._without_and(word) for word in folded.split())
        if words in self._kinds:
            return self._kinds[words]
        for alias, kind in self._kinds.items():
            for start in range(len(words) - len(alias) + 1):
                end = start + len(alias)
                if words[start:end] == alias and not self._is_of_a_thing(alias, words[:start], words[end:]):
                    return kind
        return None

    def _is_of_a_thing(self, alias: tuple[str, ...], before: tuple[str, ...], after: tuple[str, ...]) -> bool:
        if len(alias) > 1 or alias[0] not in _OF_THINGS_TOO:
            return False
        beside = [word for word in (*after, *reversed(before)) if word not in _JOINING]
        return bool(beside) and (beside[0] in _THINGS or beside[0] in self._things)

    def _without_and(self, word: str) -> str:
        """The word without an Arabic “and” written onto it: والنسب."""
        return word[1:] if word.startswith("و") and (word[1:],) in self._kinds else word
