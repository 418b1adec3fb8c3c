"""A line of the log is one JSON object, and tells no value."""

import io
import json
import logging

import pytest

from analytics.operation.logs import JsonLines, mask

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"  # the example of RFC 7519, shortened


@pytest.fixture
def log():
    """A logger, and a function for what it wrote."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.Logger("idmaj.test")
    logger.addHandler(handler)
    return logger, lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("GET /oauth2callback?code=abc&state=def HTTP/1.1", "GET /oauth2callback?… HTTP/1.1"),
        ("see https://idmaj.example/people?city=fes&sex=F", "see https://idmaj.example/people?…"),
        ('"WebSocket /_stcore/stream?x=1" [accepted]', '"WebSocket /_stcore/stream?… [accepted]'),
        ("client_secret = 'top secret', more", "client_secret = …, more"),
        ('{"cookie_secret": "abc", "port": 1}', '{"cookie_secret": …, "port": 1}'),
        ("Authorization: Bearer abcdefgh.ij", "Authorization: …"),
        ("with bearer abcdefgh12345678", "with bearer …"),
        ("password=hunter2; user=a", "password=…; user=a"),
        (f"id {JWT} was refused", "id … was refused"),
        ("What now? Wait 3 seconds.", "What now? Wait 3 seconds."),
        ("3 sessions are open", "3 sessions are open"),
    ],
)
def test_what_may_be_a_secret_is_not_written(said, written):
    assert mask(said) == written


def test_a_line_has_time_level_process_logger_and_message(log):
    logger, lines = log
    logger.warning("two\nlines “%s”", "é", extra={"facts": {"status": 200}})
    (line,) = lines()
    assert line.pop("time")[10] == "T" and line.pop("process") > 0
    assert line == {"level": "warning", "logger": "idmaj.test", "message": "two\nlines “é”", "status": 200}


def test_of_an_error_its_kind_and_places_are_told_and_not_its_message(log):
    logger, lines = log
    try:
        try:
            int("Ahmed Benali")
        except ValueError as error:
            raise RuntimeError("of Ahmed Benali") from error
    except RuntimeError:
        logger.exception("a page failed")
    (line,) = lines()
    assert line["error"] == "RuntimeError" and line["causes"][0].startswith("ValueError tests/operation/test_logs.py:")
    assert line["at"][0].startswith("tests/operation/test_logs.py:")
    assert "Ahmed" not in json.dumps(line)
