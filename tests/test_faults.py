"""Is a fault that stands in many rows told once, with nothing of it lost?"""

import pandas as pd

from analytics.language import ENGLISH, Phrase
from analytics.records.contract import RECORD_TABLES, read_contract
from analytics.records.faults import RULES, gather, name_rule
from analytics.records.folder import PROJECT_DATA, DataFolder
from analytics.records.problem import Problem
from analytics.records.row_rules import WAITING

CONTRACT = read_contract(DataFolder(PROJECT_DATA))


def faults(*problems):
    listed = pd.DataFrame(
        Problem("f.csv", row, column, rule, value, Phrase("a code")).as_row(ENGLISH)
        for row, column, rule, value in problems
    )
    return gather(listed, ENGLISH)[["row", "column", "rule", "value"]].values.tolist()


def test_one_wrong_word_in_many_rows_is_one_fault():
    wrong = [(row, "route", "code", "Etude") for row in (2, 3, 5, 8, 13, 21)]
    assert faults(*wrong, (4, "route", "code", "Metier")) == [
        ["2, 3, 5, and 3 more", "route", "code", "Etude"],
        ["4", "route", "code", "Metier"],
    ]


def test_references_that_are_not_there_are_one_fault_with_their_first_values():
    lost = [(row, "beneficiary_id", "reference", f"B{row}") for row in (2, 3)]
    assert faults(*lost) == [["2 and 3", "beneficiary_id", "reference", "B2 and B3"]]


def test_a_fault_without_column_or_value_is_kept():
    assert faults((7, None, "fields", None)) == [["7", "", "fields", ""]]


def test_rows_that_wait_for_others_are_one_fault():
    waiting = [(row, "integration_id", WAITING, f"I{row}") for row in (2, 3, 4)]
    assert faults(*waiting) == [["2, 3, and 4", "integration_id", WAITING, "I2, I3, and I4"]]


def test_every_rule_of_the_contract_has_words():
    rules = {rule for table in RECORD_TABLES for rule, _ in CONTRACT.resource(table).rules}
    assert all(ENGLISH.say(name_rule(rule).sentence) for rule in rules)
    assert rules <= RULES.keys()
