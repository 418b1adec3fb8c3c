"""What does the page of the methods say? All of it is derived: from catalogue, code lists, verdicts and methods."""

from collections import defaultdict

import pandas as pd

from analytics.comparison.formula_wording import say_condition, say_sum
from analytics.comparison.glossary import GLOSSARY
from analytics.comparison.methods import LIMITS, METHODS, Method
from analytics.comparison.wording import REASONS, VERDICT_OF, VERDICTS, list_marks, say_unit
from analytics.disclosure.rules import read_rules
from analytics.language import Language, message
from analytics.measures.catalogue import MEASURES
from analytics.measures.dimensions import DIMENSIONS, Dimension
from analytics.measures.follow_up import ON_ONE_DAY
from analytics.measures.formula import facts_sql, sql_of
from analytics.measures.measure import Measure
from analytics.published.reasons import REASONS as PUBLISHED_REASONS
from analytics.records.codes import CodeLists
from analytics.web.loading import Loaded
from analytics.web.reference import Entry, Section
from analytics.web.stories.hidden_numbers import tell_hidden_numbers
from analytics.web.stories.shared import ASSUMPTION_NOTES, SOURCE_TABLES

ROWS = {
    "integrations": message("one integration"),
    "awards": message("one award"),
    "persons": message("one person"),
}
BETTER = {
    "higher": message("the higher, the better"),
    "lower": message("the lower, the better"),
    None: message("neither is better"),
}


def tell_methods(data: Loaded, language: Language) -> list[Section]:
    """The sections of the page, in order."""
    terms = [(language.say(term), language.say(meaning)) for term, meaning in GLOSSARY]
    code_lists = data.cube.code_lists
    measures = [_measure(each, code_lists, language) for each in MEASURES.values()]
    return [
        Section("measures", language.say("Measures"), measures),
        Section("marks", language.say("Marks beside numbers"), table=_marks(language)),
        tell_hidden_numbers(read_rules(data.records.folder), language),
        _verdicts(language),
        Section("statistics", language.say("Statistical methods"), [_method(each, language) for each in METHODS]),
        _limits(data, language),
        Section("glossary", language.say("Glossary"), facts=terms),
        _dimensions(code_lists, language),
    ]


def _measure(wanted: Measure, code_lists: CodeLists, language: Language) -> Entry:
    facts = [(language.say("Numerator"), say_sum(wanted.numerator, wanted, code_lists, language))]
    codes = [(language.say("Numerator"), wanted.numerator)]
    if wanted.is_ratio:
        facts.append((language.say("Denominator"), say_sum(wanted.denominator, wanted, code_lists, language)))
        codes.append((language.say("Denominator"), wanted.denominator))
    if wanted.only != "true":
        facts.append((language.say("Only rows where"), say_condition(wanted.only, code_lists, language)))
        codes.append((language.say("Only rows where"), wanted.only))
    if wanted.horizon:
        facts.append((language.say("Horizon"), language.say_count("{n} month", "{n} months", wanted.horizon)))
    facts += [
        (language.say("Unit"), say_unit(wanted, language)),
        (language.say("A row is"), language.say(ROWS[wanted.grain])),
        (language.say("Records"), language.say(SOURCE_TABLES[wanted.source])),
        (language.say("Direction"), language.say(BETTER[wanted.better])),
        (language.say("Divided by"), _join(wanted.dimensions, language)),
    ]
    if set(wanted.filters) - set(wanted.dimensions):
        facts.append((language.say("Filtered by"), _join(wanted.filters, language)))
    codes.append((language.say("As a query on the records (the SQL page asks their sums)"), sql_of(wanted)))
    return Entry(wanted.id, language.say(wanted.title), [language.say(wanted.definition)], facts, codes)


def _join(names: tuple[str, ...], language: Language) -> str:
    titles = [DIMENSIONS[name].title for name in names]
    return language.join([language.say(title) for title in titles])


def _marks(language: Language) -> pd.DataFrame:
    rows = [(language.mark(mark), meaning) for mark, meaning in list_marks(language)]
    return pd.DataFrame(rows, columns=[language.say("Mark"), language.say("Meaning")])


def _verdicts(language: Language) -> Section:
    reasons = defaultdict(list)
    for code, sentence in REASONS.items():
        reasons[VERDICT_OF[code]].append(language.say(sentence))
    rows = [(language.say(words), sentence) for code, words in VERDICTS.items() for sentence in reasons[code]]
    columns = [language.say("Verdict"), language.say("Reason")]
    # A reason of published figures holds the figures themselves, which only a comparison has.
    blanks = defaultdict(lambda: "…", before_year=language.year(2014), after_year=language.year(2015))
    published = [language.say(sentence).format_map(blanks) for sentence in PUBLISHED_REASONS.values()]
    entry = Entry(
        "verdicts-published",
        language.say("Reasons beside published figures"),
        [
            language.say(
                "A verdict on two published figures is made by the figures, or by an editor who read the sources."
            )
        ],
        table=pd.DataFrame({language.say("Reason"): published}),
    )
    return Section(
        "verdicts", language.say("Verdicts and their reasons"), [entry], table=pd.DataFrame(rows, columns=columns)
    )


def _method(method: Method, language: Language) -> Entry:
    facts = [(language.say("Source"), language.join([method.source]))]
    codes = [(language.say("In the code"), method.function)]
    return Entry(f"method-{method.id}", language.say(method.title), [language.say(method.sentence)], facts, codes)


def _limits(data: Loaded, language: Language) -> Section:
    texts = [language.say(sentence) for sentence in LIMITS]
    if data.records.is_synthetic:
        texts.append(
            language.say(
                "The records are a demonstration: people who do not exist, made so that their sums equal the published "
                "figures; what nobody published is an assumption."
            )
        )
        notes = [ASSUMPTION_NOTES[each["id"]] for each in data.assumptions if each["id"] in ASSUMPTION_NOTES]
        texts += [language.say(note) for note in notes]
    return Section("limits", language.say("What the numbers do not say"), points=texts)


def _dimensions(code_lists: CodeLists, language: Language) -> Section:
    entries = [_dimension(each, code_lists, language) for each in DIMENSIONS.values()]
    facts = Entry(
        "facts",
        language.say("How the rows that are counted are made of the records"),
        [
            language.say("Every measure counts rows of these views; the cube sums them once a release."),
            language.say(
                "Where several statuses of a support stand on one day, the first of these counts: {statuses}.",
                statuses=language.join([code_lists.name("follow_up_statuses", code, language) for code in ON_ONE_DAY]),
            ),
            language.say(
                "The situation after 6 or 12 months is known where an end was seen by that day, or where the support was "
                "not lost sight of by then and anything was seen of it on that day or later; the day itself counts both "
                "times."
            ),
        ],
        codes=[(language.say("Views of the records"), facts_sql())],
    )
    return Section("dimensions", language.say("Dimensions and code lists"), [*entries, facts])


def _dimension(wanted: Dimension, code_lists: CodeLists, language: Language) -> Entry:
    asked = [each.title for each in MEASURES.values() if wanted.id in each.dimensions]
    texts = [language.say("Divides: {measures}.", measures=language.join([language.say(title) for title in asked]))]
    table = None
    if wanted.code_list:
        names = code_lists.frame(wanted.code_list)[["id", "name_ar", "name_fr", "name_en"]]
        table = names.set_axis([language.say("Code"), "العربية", "Français", "English"], axis="columns")
    else:
        texts.append(language.say("No code list: its values are those the records hold."))
    return Entry(f"dimension-{wanted.id}", language.say(wanted.title), texts, table=table)
