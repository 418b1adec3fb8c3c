"""Releases made of the demonstration records, and what an interrupted one must not leave behind."""

import os
import shutil

from analytics.records.folder import PROJECT_DATA
from analytics.records.releases import importing, store_release

TABLES = ("beneficiaries", "integrations", "funding", "follow_ups")


def copy_tables(staging):
    for table in TABLES:
        shutil.copyfile(PROJECT_DATA / "demo" / f"{table}.parquet", staging / f"{table}.parquet")


def store(folder, write=copy_tables, wait=10.0, **said):
    with importing(folder, wait):
        return store_release(folder, {"made_by": "Amal"} | said, write)


def left_behind(folder):
    return [name for name in os.listdir(folder.releases) if name.startswith((".staging-", ".pointer-"))]
