"""Runs the page Explore without a browser, in English, and reads what it shows."""

import re
from functools import partial
from html import unescape
from urllib.parse import parse_qs, urlparse

from analytics.language.direction import without_isolates
from tests.page_scripts import run_page

run = partial(run_page, "explore", lang="en")


def markup_of(app):
    return without_isolates(" ".join(element.proto.body for element in app.get("html")))


def headline(app):
    return unescape(re.search(r"<h3>(.*?)</h3>", markup_of(app)).group(1)).replace("\u00a0", " ")


def rows_of(app):
    table = re.search(r"<table class='crosstab'>(.*?)</table>", markup_of(app)).group(1)
    rows = re.findall(r"<tr>(.*?)</tr>", table)
    return [[unescape(re.sub(r"<[^>]*>", "", cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]  # fmt: skip


def links_of(app):
    table = re.search(r"<table class='crosstab'>(.*?)</table>", markup_of(app)).group(1)
    found = [unescape(link) for link in re.findall(r"href='(.*?)'", table)]
    return [{name: values[0] for name, values in parse_qs(urlparse(link).query).items()} for link in found]
