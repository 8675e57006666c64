#!/usr/bin/env python3
"""Recounts the failures page from a hub's raw rows, with nothing of the program's own.

    failures.py HUB.DB PAGE.JSON

PAGE.JSON is what /failures.json gave. Prints every difference and ends with 1 when there is one.
"""
import collections
import datetime
import json
import sqlite3
import sys

DAY = 86_400_000
EPOCH = datetime.date(1970, 1, 1)
MERGED = 9  # the state of a case that was merged into another


def days(text):
    return (datetime.date.fromisoformat(text) - EPOCH).days


def cases(database, first, last):
    """Cases by site and scenario that happened from one day to another, by UTC."""
    counts = collections.defaultdict(collections.Counter)
    rows = database.execute(
        "SELECT _site, scenario, occurredAt, receivedAt, openedAt, state, isDrill FROM recovery_case"
    )
    for site, scenario, occurred, received, opened, state, drill in rows:
        if drill or state == MERGED:
            continue
        moment = next(one for one in (occurred, received, opened, 0) if one is not None)
        if first <= moment // DAY <= last:
            counts[site][scenario or ""] += 1
    return counts


def nights(database, first, last):
    """Room nights of the sites that have told those of every day."""
    sums, told = collections.Counter(), collections.defaultdict(set)
    for site, day, count in database.execute(
        "SELECT _scope, day, roomNights FROM exposure WHERE roomNights IS NOT NULL"
    ):
        if first <= day <= last:
            sums[site] += count
            told[site].add(day)
    return {site: sums[site] for site in sums if len(told[site]) == last - first + 1}


def main():
    database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    with open(sys.argv[2], encoding="utf-8") as file:
        page = json.load(file)
    first, last = days(page["from"]), days(page["through"])
    codes = dict(database.execute("SELECT number, code FROM site"))
    counts, exposure = cases(database, first, last), nights(database, first, last)
    total = sum(sum(kinds.values()) for kinds in counts.values())

    expected = {}
    for site, kinds in counts.items():
        for kind, count in kinds.items():
            known = exposure.get(site)
            expected[codes[site], kind or "other"] = (
                count,
                round(count / sum(kinds.values()), 4),
                round(count * 1000 / known, 4) if known else None,
            )
    for kind in {kind for kinds in counts.values() for kind in kinds}:
        count = sum(kinds[kind] for kinds in counts.values())
        expected["*", kind or "other"] = (count, round(count / total, 4), None)

    found = {
        (row["site"], row["scenario"]): (row["cases"], row["share"], row["rate"])
        for row in page["rows"] + [dict(row, site="*", rate=None) for row in page["kinds"]]
    }
    differences = 0
    for name in sorted(expected.keys() | found.keys()):
        mine, theirs = expected.get(name), found.get(name)
        if mine is None or theirs is None or not all(map(agree, mine, theirs)):
            differences += 1
            print(f"{name[0]} {name[1]}: recounted {mine}, on the page {theirs}")
    print(f"{len(expected)} figures recounted, {differences} differ")
    sys.exit(1 if differences else 0)


def agree(one, other):
    """Equal, but for the last of four digits, which two programs may round apart."""
    if one is None or other is None:
        return one is other
    return abs(one - other) < 0.000_11


main()
