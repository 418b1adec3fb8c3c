"""Must a person say how a text file was saved? Large files are read piece by piece."""

import pytest

from analytics.records.decoding import PIECE, needs_encoding, told_apart

FILLING = b"x" * (PIECE - 1)


@pytest.mark.parametrize(
    "content",
    [
        FILLING + "é".encode()[:1],  # cut in the middle of a letter
        FILLING + "é".encode("windows-1252") + b"x",
        FILLING + b"x" + "ف".encode("windows-1256"),
    ],
)
def test_what_is_not_unicode_is_found_however_late_it_comes(tmp_path, content):
    path = tmp_path / "given.csv"
    path.write_bytes(content)
    assert needs_encoding(path)


@pytest.mark.parametrize(
    "content",
    [
        FILLING + "éلُ".encode(),  # the first letter lies in two pieces
        b"",
        "ف".encode("utf-16"),
        "é".encode("utf-8-sig"),
    ],
)
def test_unicode_needs_no_answer(tmp_path, content):
    path = tmp_path / "given.csv"
    path.write_bytes(content)
    assert not needs_encoding(path)


def test_only_cells_that_read_otherwise_are_shown_to_choose_between_two_encodings(tmp_path):
    path = tmp_path / "given.csv"
    path.write_bytes("Libéré;Fès\nFès;Études\nÉtudes;Équipement\n".encode("windows-1252"))
    assert told_apart(path) == [("ةtudes", "Études"), ("ةquipement", "Équipement")]
    path.write_bytes("رقم;x\n".encode("windows-1256"))
    assert told_apart(path) == [("رقم", "ÑÞã")]


def test_nothing_is_asked_of_a_file_that_reads_alike_in_both(tmp_path):
    path = tmp_path / "given.csv"
    path.write_bytes("Libéré;Fès\n".encode("windows-1252"))
    assert needs_encoding(path) and told_apart(path) == []
