"""Must a person say how a text file was saved? Large files are read piece by piece."""

import pytest

from analytics.records.decoding import PIECE, needs_encoding

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
