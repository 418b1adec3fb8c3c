"""What does the server write of itself? One JSON line an event: when, how grave, from where, what, and of which request.

No value of a query, no token and no secret gets into a line, and of an error only its kind and where it arose: the message
of an error may hold data.
"""

import json
import logging
import re
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

PROJECT = Path(__file__).resolve().parents[2]
HIDDEN = "…"
MOST_CAUSES = 5
# Of an address, all that follows its path; elsewhere, what a name of this kind is set to.
AFTER_THE_PATH = re.compile(r"(?<=[\w/])\?[\w%.~+-]+=\S*")
NAMED_SECRET = re.compile(
    r"""(?i)((?:[\w-]*(?:secret|token|password|passwd|api[_-]?key|authorization|cookie|session)[\w-]*)["']?\s*[:=]\s*)"""
    r"""("[^"]*"|'[^']*'|(?:Bearer|Basic)\s+\S+|[^\s,;}]+)"""
)
BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}")
# Three parts of base64 with dots between them: a signed token, wherever it stands.
SIGNED = re.compile(r"\b[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}\b")
# Libraries that draw pictures tell each step they take.
TALKATIVE = ("kaleido", "choreographer", "logistro")
request_id: ContextVar[str] = ContextVar("request_id", default="")


def mask(text: str) -> str:
    """The same text without what may be a secret."""
    text = AFTER_THE_PATH.sub(f"?{HIDDEN}", text)
    text = NAMED_SECRET.sub(rf"\1{HIDDEN}", text)
    return SIGNED.sub(HIDDEN, BEARER.sub(rf"\1 {HIDDEN}", text))


class JsonLines(logging.Formatter):
    """A record as one line of JSON; `extra={"facts": {…}}` adds its own."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": record.process,
            "logger": record.name,
            "message": mask(record.getMessage()),
        }
        if request_id.get():
            line["request"] = request_id.get()
        if record.exc_info and record.exc_info[0]:
            line |= _tell_error(record.exc_info)
        return json.dumps(line | getattr(record, "facts", {}), ensure_ascii=False, default=str)


def _tell_error(raised: tuple) -> dict:
    kind, error, trace = raised
    told = {"error": kind.__name__, "at": [_place(frame) for frame in traceback.extract_tb(trace)]}
    causes = []
    while (error.__cause__ or error.__context__) and len(causes) < MOST_CAUSES:
        error = error.__cause__ or error.__context__
        causes.append(f"{type(error).__name__} {_place(traceback.extract_tb(error.__traceback__)[-1])}")
    if causes:
        told["causes"] = causes
    if isinstance(error, OSError) and error.strerror:
        told["reason"] = error.strerror
    return told


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    is_ours = path.is_relative_to(PROJECT) and "site-packages" not in path.parts
    shown = path.relative_to(PROJECT) if is_ours else Path(*path.parts[-2:])
    return f"{shown.as_posix()}:{frame.lineno} {frame.name}"


def write_json_lines(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Let all that is logged from now on be JSON lines on this stream (standard error)."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    for other in list(root.handlers):
        root.removeHandler(other)
    root.addHandler(handler)
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)


def hand_over(logger: logging.Logger) -> None:
    """Let what this logger would write by itself be written by the root's handler."""
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
    logger.propagate = True
