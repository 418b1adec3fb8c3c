"""The rules: what a folder may set, and what is refused in one sentence."""

import tomllib

import pytest

from analytics.disclosure.rules import EXPECTED, FILE, Rules, read_rules
from analytics.errors import UnknownName, UnreadableInput
from analytics.records.folder import PROJECT_DATA, DataFolder


def write_rules(tmp_path, text):
    (tmp_path / "reference").mkdir()
    (tmp_path / FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    return DataFolder.at(tmp_path)


def test_an_unknown_rule_names_the_nearest(tmp_path):
    with pytest.raises(UnknownName, match="“smalest_count” is no rule; the nearest are: smallest_count"):
        read_rules(write_rules(tmp_path, "smalest_count = 5"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("smallest_count = 0", "a whole number from 1"),
        ("smallest_count = 9.5", "a whole number from 1"),
        ("smallest_count = true", "a whole number from 1"),
        ('smallest_juvenile_count = "20"', "a whole number from 1"),
        ("smallest_base = -1", "a whole number from 1"),
        ("dominance = 60", "a number between 0 and 1"),
        ("dominance = nan", "a number between 0 and 1"),
        ("width_share = 0", "a number between 0 and 1"),
        ("rounding = -5", "a whole number from 0"),
        ("time_limit_seconds = 0", "a number above 0"),
        ("time_limit_seconds = inf", "a number above 0"),
    ],
)
def test_a_value_of_another_kind_is_one_sentence(tmp_path, line, expected):
    with pytest.raises(UnreadableInput) as refusal:
        read_rules(write_rules(tmp_path, line))
    name = line.partition(" ")[0]
    assert str(refusal.value).endswith(f"“{name}” is not as it should be; expected: {expected}.")


@pytest.mark.parametrize("text", ["smallest_count: 5", b"\xff\xfe", "smallest_count = 5\nsmallest_count = 6"])
def test_what_is_no_toml_is_one_sentence(tmp_path, text):
    with pytest.raises(UnreadableInput, match="is not readable TOML"):
        read_rules(write_rules(tmp_path, text))


def test_a_folder_of_ones_own_changes_the_rules_it_names_and_no_other(tmp_path):
    rules = read_rules(write_rules(tmp_path, "smallest_count = 5\ndominance = 0.75"))
    assert rules == Rules(smallest_count=5, dominance=0.75)


def test_a_folder_without_rules_has_those_of_the_project(tmp_path):
    assert read_rules(DataFolder.at(tmp_path)) == read_rules(DataFolder(PROJECT_DATA))


def test_the_project_hides_below_10_juveniles_below_20_and_percentages_below_30():
    rules = read_rules(DataFolder(PROJECT_DATA))
    assert (rules.smallest_count, rules.smallest_juvenile_count, rules.smallest_base) == (10, 20, 30)
    assert (rules.dominance, rules.rounding) == (0.6, 0)
    assert [rules.required_width(value) for value in (0, 1, 6, 9, 19)] == [3, 3, 3, 4.5, 9.5]


def test_a_juvenile_is_never_less_protected_than_others():
    assert Rules(smallest_count=25).threshold(is_juvenile=True) == 25


def test_every_rule_of_the_project_stands_in_its_file_with_a_reason():
    text = (PROJECT_DATA / FILE).read_text(encoding="utf-8")
    assert tomllib.loads(text) == vars(read_rules(DataFolder(PROJECT_DATA)))
    assert set(vars(Rules())) == set(EXPECTED)
    for name in vars(Rules()):
        before = text[: text.index(f"\n{name} =")].rsplit("\n", 1)[-1]
        assert before.startswith("# ")


@pytest.mark.parametrize(("value", "width"), [(1, 3), (6, 3), (7, 3.5), (100, 50)])
def test_a_hidden_number_stays_unknown_by_half_of_itself_and_by_three_at_least(value, width):
    assert Rules().required_width(value) == width


def test_juveniles_are_never_held_to_less_than_everybody():
    assert (Rules().threshold(is_juvenile=False), Rules().threshold(is_juvenile=True)) == (10, 20)
    assert Rules(smallest_count=25).threshold(is_juvenile=True) == 25
