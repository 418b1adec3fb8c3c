"""Gaps between two groups: the interval and the test as published, one family, and wording that never says more."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from analytics import ask
from analytics.comparison.gap_wording import (
    name_gaps,
    say_directions,
    say_family,
    say_gap,
    say_gaps,
    say_headline_of_gaps,
)
from analytics.comparison.gaps import JUVENILES_AND_ADULTS, OUTCOMES, WOMEN_AND_MEN, find_gaps, fisher
from analytics.language import ENGLISH, LANGUAGES
from analytics.language.direction import without_isolates
from analytics.measures.catalogue import MEASURES


def cells(*rows, measure_id="active_12m"):
    """Cells of (year, sex, numerator, denominator) and, where it is not normal, the status."""
    frame = pd.DataFrame(
        [(*row, "normal")[:5] for row in rows], columns=["year", "sex", "numerator", "denominator", "status"]
    )
    frame = frame.astype({"numerator": "Int64", "denominator": "Int64"})
    frame.insert(0, "measure", measure_id)
    return frame.assign(value=frame["numerator"].astype("Float64") / frame["denominator"].astype("Float64"))


def only(gaps):
    assert len(gaps) == 1
    return gaps.iloc[0].to_dict()


def outcomes(contrast, **where):
    return pd.concat([ask(each, by=["year", contrast.dimension], where=where) for each in OUTCOMES], ignore_index=True)


def test_what_is_not_cells_by_year_and_group_is_refused():
    with pytest.raises(ValueError, match="status"):
        find_gaps(cells((2014, "F", 1, 2)).drop(columns="status"), WOMEN_AND_MEN)
    with pytest.raises(ValueError, match="by year and sex"):
        find_gaps(ask("active_12m", by="year"), WOMEN_AND_MEN)
    with pytest.raises(ValueError, match="by year and age_group"):
        find_gaps(ask("active_12m", by=["year", "sex"]), JUVENILES_AND_ADULTS)


@pytest.mark.parametrize("measure_id", ["integrations", "funding_mean", "cheque_share"])
def test_counts_and_money_have_no_gap_of_shares(measure_id):
    with pytest.raises(ValueError, match="counted rows"):
        find_gaps(ask(measure_id, by=["year", "sex"]), WOMEN_AND_MEN)


def test_the_interval_of_a_gap_is_that_of_newcombe_1998():
    # Statistics in Medicine 17: 873-890, Table II, method 10, example (a): 56/70 against 48/80.
    row = only(find_gaps(cells((2014, "F", 56, 70), (2014, "M", 48, 80)), WOMEN_AND_MEN))
    assert row["value"] == pytest.approx(0.2)
    assert (row["low"], row["high"]) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@pytest.mark.parametrize(
    ("counts", "p"),
    [
        # Fisher (1935), the tea: 3 of 4 against 1 of 4; tables as improbable are 2 × (16 + 1) of the 70.
        ((3, 4, 1, 4), 34 / 70),
        # Fisher's convicted twins, 10 of 13 against 2 of 17: the value that R prints for the example of fisher.test.
        ((10, 13, 2, 17), 0.0005367),
        ((5, 10, 5, 10), 1.0),
    ],
)
def test_the_p_value_is_that_of_fishers_exact_test(counts, p):
    assert fisher(*counts) == pytest.approx(p, abs=5e-8)


def test_a_gap_is_the_first_group_less_the_second():
    row = only(find_gaps(cells((2014, "M", 48, 80), (2014, "F", 24, 80)), WOMEN_AND_MEN))
    assert (row["first"], row["second"], row["value"]) == pytest.approx((0.3, 0.6, -0.3))
    assert (row["finding"], row["status"]) == ("gap", "normal")


def test_an_interval_that_contains_zero_is_not_enough_evidence():
    row = only(find_gaps(cells((2014, "F", 50, 100), (2014, "M", 55, 100)), WOMEN_AND_MEN))
    assert row["low"] < 0 < row["high"] and row["finding"] == "not_enough_evidence"


def test_a_gap_that_adjustment_does_not_keep_is_not_enough_evidence():
    # Alone 40 of 100 against 56 of 100 is a gap; beside three outcomes without any it is one chance finding of four.
    alone = cells((2014, "F", 40, 100), (2014, "M", 56, 100))
    assert only(find_gaps(alone, WOMEN_AND_MEN))["finding"] == "gap"
    others = [
        cells((2014, "F", 50, 100), (2014, "M", 50, 100), measure_id=each) for each in OUTCOMES if each != "active_12m"
    ]
    first = find_gaps(pd.concat([alone, *others]), WOMEN_AND_MEN).iloc[0]
    assert not first["low"] <= 0 <= first["high"] and first["p"] <= 0.05 < first["adjusted"]
    assert first["finding"] == "not_enough_evidence"


def test_a_rate_on_a_handful_says_no_gap_however_wide():
    row = only(find_gaps(cells((2014, "F", 0, 12, "low_reliability"), (2014, "M", 90, 100)), WOMEN_AND_MEN))
    assert (row["finding"], row["status"]) == ("too_few", "low_reliability")


def test_where_every_rate_is_on_a_handful_nothing_is_compared():
    gaps = find_gaps(cells((2014, "F", 0, 12, "low_reliability"), (2014, "M", 90, 100)), WOMEN_AND_MEN)
    assert say_headline_of_gaps(gaps, WOMEN_AND_MEN, ENGLISH) == (
        "Women and men: too few known cases to compare their outcomes"
    )


def test_a_gap_is_said_with_both_values_both_denominators_and_its_interval():
    row = only(find_gaps(cells((2014, "F", 56, 70), (2014, "M", 48, 80)), WOMEN_AND_MEN))
    assert say_gap(row, WOMEN_AND_MEN, ENGLISH) == (
        "Still active at 12 months, 2014: women 80.0% of 70, men 60.0% of 80, a difference of +20.0 points "
        "(95% interval +5.2 points to +33.4 points); a gap, also after adjustment."
    )


@pytest.mark.parametrize(
    ("rows", "finding", "status"),
    [
        ([(2014, "M", 48, 80)], "no_figure", "not_available"),
        ([(2014, "F", None, None, "confidential"), (2014, "M", 48, 80)], "confidential", "confidential"),
        ([(2014, "U", 3, 40)], "no_figure", "not_available"),
    ],
)
def test_a_group_that_is_missing_or_hidden_leaves_no_gap(rows, finding, status):
    row = only(find_gaps(cells(*rows), WOMEN_AND_MEN))
    assert (row["finding"], row["status"]) == (finding, status)
    assert all(pd.isna(row[name]) for name in ("value", "low", "high", "p", "adjusted"))
    assert "None" not in say_gap(row, WOMEN_AND_MEN, ENGLISH) and "nan" not in say_gap(row, WOMEN_AND_MEN, ENGLISH)


def test_a_gap_of_an_open_cohort_is_called_provisional():
    row = only(find_gaps(cells((2014, "F", 24, 80, "provisional"), (2014, "M", 48, 80)), WOMEN_AND_MEN))
    assert (row["finding"], row["status"]) == ("gap", "provisional")
    assert "provisional [p]" in say_gap(row, WOMEN_AND_MEN, ENGLISH)


def test_every_outcome_and_year_of_the_figure_is_of_one_family():
    gaps = find_gaps(outcomes(WOMEN_AND_MEN), WOMEN_AND_MEN)
    assert gaps["measure"].unique().tolist() == list(OUTCOMES) and gaps["p"].notna().sum() == 10
    assert say_family(gaps, ENGLISH).startswith("10 comparisons are one family")


def test_direction_is_said_in_words():
    assert say_directions(WOMEN_AND_MEN, ENGLISH) == ("women lower", "women higher")
    gaps = find_gaps(cells((2014, "F", 24, 80), (2014, "M", 48, 80)), WOMEN_AND_MEN)
    assert say_headline_of_gaps(gaps, WOMEN_AND_MEN, ENGLISH) == (
        "Still active at 12 months, 2014: 30.0 points lower among women than among men"
    )


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
def test_of_two_gaps_in_one_headline_only_the_first_begins_as_a_sentence_does(language):
    both = cells((2014, "F", 24, 80), (2014, "M", 48, 80), (2015, "F", 24, 80), (2015, "M", 48, 80))
    headline = say_headline_of_gaps(find_gaps(both, WOMEN_AND_MEN), WOMEN_AND_MEN, language)
    first, second = without_isolates(headline).replace("\u00a0", " ").replace("؛", ";").split(";")
    title = without_isolates(language.say(MEASURES["active_12m"].title))
    assert first.startswith(title) and second.strip().startswith(title[0].lower() + title[1:])


def test_no_gap_that_survives_is_said_to_be_not_enough_evidence():
    gaps = find_gaps(cells((2014, "F", 50, 100), (2014, "M", 55, 100)), WOMEN_AND_MEN)
    assert say_headline_of_gaps(gaps, WOMEN_AND_MEN, ENGLISH) == (
        "Women and men: not enough evidence that their outcomes differed"
    )
    nobody = find_gaps(cells((2014, "U", 50, 100)), WOMEN_AND_MEN)
    assert say_headline_of_gaps(nobody, WOMEN_AND_MEN, ENGLISH) == "Women and men: no outcome of both is known here"


CAUSAL = ["because of", "thanks to", "led to", "impact", "effect", "grâce à", "entraîn", "provoqu", "بفضل", "أدى إلى"]
RANKING = ["best", "worst", "top ", "highest", "lowest", "meilleur", "pire", "الأفضل", "الأسوأ", "rank"]


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
@pytest.mark.parametrize("contrast", [WOMEN_AND_MEN, JUVENILES_AND_ADULTS], ids=lambda each: each.dimension)
def test_sentences_read_whole_and_claim_no_cause_and_no_rank(contrast, language):
    gaps = find_gaps(outcomes(contrast), contrast)
    named = name_gaps(gaps, language)
    text = say_gaps(gaps, contrast, language) + say_headline_of_gaps(gaps, contrast, language)
    text += say_family(gaps, language) + " ".join(named["label"]) + " ".join(named["finding_label"])
    text = without_isolates(text).lower()
    assert "{" not in text and "nan" not in text.split() and "<na>" not in text
    assert not [word for word in CAUSAL + RANKING if word in text]


@given(st.tuples(st.integers(1, 60), st.integers(1, 60)), st.data())
def test_the_exact_test_is_that_of_scipy(totals, data):
    counts = [data.draw(st.integers(0, total)) for total in totals]
    table = [[count, total - count] for count, total in zip(counts, totals, strict=True)]
    found = fisher(counts[0], totals[0], counts[1], totals[1])
    assert found == pytest.approx(fisher_exact(table).pvalue, rel=1e-9)
