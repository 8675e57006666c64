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
NO_FAILURE = 8  # the outcome of a case that turned out to be none
NIGHTS = 2  # the number of the field roomNights


def days(text):
    return (datetime.date.fromisoformat(text) - EPOCH).days


def cases(database, first, last):
    """Failures by site and scenario from one day to another, by UTC, and what was none by site."""
    counts, none = collections.defaultdict(collections.Counter), collections.Counter()
    rows = database.execute(
        "SELECT _site, scenario, occurredAt, receivedAt, openedAt, state, isDrill, outcome"
        " FROM recovery_case"
    )
    for site, scenario, occurred, received, opened, state, drill, outcome in rows:
        if drill or state == MERGED:
            continue
        moment = next(one for one in (occurred, received, opened, 0) if one is not None)
        if not first <= moment // DAY <= last:
            continue
        if outcome == NO_FAILURE:
            none[site] += 1
        else:
            counts[site][scenario or ""] += 1
    return counts, none


def nights(database, first, last):
    """Room nights of the sites that have told those of every day; what was told last decides."""
    set_at = collections.defaultdict(int)
    for record, stamp in database.execute(
        "SELECT record, stamp FROM history WHERE field = ?", (NIGHTS,)
    ):
        set_at[record] = max(set_at[record], stamp)
    told = collections.defaultdict(dict)
    for record, stamp, site, day, count in database.execute(
        "SELECT _id, _stamp, _scope, day, roomNights FROM exposure WHERE roomNights IS NOT NULL"
    ):
        if first <= day <= last:
            one = (max(stamp, set_at[record]), record, count)
            told[site][day] = max(one, told[site].get(day, one))
    return {
        site: sum(count for _, _, count in days.values())
        for site, days in told.items()
        if len(days) == last - first + 1
    }


def main():
    database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    with open(sys.argv[2], encoding="utf-8") as file:
        page = json.load(file)
    first, last = days(page["from"]), days(page["through"])
    codes = dict(database.execute("SELECT number, code FROM site"))
    (counts, none), exposure = cases(database, first, last), nights(database, first, last)
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
    if page["notFailures"] != sum(none.values()):
        differences += 1
        print(f"no failure: recounted {sum(none.values())}, on the page {page['notFailures']}")
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
