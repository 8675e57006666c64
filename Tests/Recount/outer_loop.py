#!/usr/bin/env python3
"""Counts recovery and value anew from a hub's raw rows, by formulas written a second time.

outer_loop.py HUB.db CURRENCY FIRST_DAY LAST_DAY NOW_MS: days since 1970, both included.
Prints JSON: by site the cases of each part, and the amounts of the value page in minor units.
Standard library only; shares nothing with the program but the tables.
"""
import json
import math
import sqlite3
import sys

DAY = 86_400_000
CLOSED, MERGED, REMEDIED, IN_PROGRESS = 8, 9, 7, 4
RECOVERED, NOT_RECOVERED, UNREACHABLE, DECLINED, NOT_UPHELD, NO_FAILURE = 1, 3, 5, 6, 7, 8
DELIVERED, REVERSED, REFUND = 6, 7, 10


def read_cases(db, first, last):
    cases = {}
    for row in db.execute("SELECT * FROM recovery_case"):
        happened = next(v for v in (row["occurredAt"], row["receivedAt"], row["openedAt"]) if v is not None)
        if row["isDrill"] or row["state"] == MERGED or row["outcome"] == NO_FAILURE or not first * DAY <= happened < (last + 1) * DAY:
            continue
        cases[row["_id"]] = dict(row, given=[], alarms=[])
    for row in db.execute("SELECT * FROM alarm"):
        if row["recoveryCase"] in cases:
            cases[row["recoveryCase"]]["alarms"].append(row)
    events = list(db.execute("SELECT * FROM remedy_event"))
    offers = {row["_id"]: row for row in events}
    reversed_offers = {row["offer"] for row in events if row["state"] == REVERSED}
    seen = set()
    for row in events:
        offer = row["offer"]
        if row["state"] != DELIVERED or offer in reversed_offers or offer in seen or offer not in offers:
            continue
        seen.add(offer)
        if row["recoveryCase"] in cases:
            cases[row["recoveryCase"]]["given"].append((offers[offer]["kind"], offers[offer]["costMinor"] or 0))
    moves = {}
    for record, value in db.execute("SELECT record, value FROM history WHERE field = 7 ORDER BY stamp"):
        moves.setdefault(record, []).append(value)
    for case in cases.values():
        done = False
        case["reopened"] = False
        for value in moves.get(case["_id"], []):
            case["reopened"] |= done and value == IN_PROGRESS
            done |= value in (REMEDIED, CLOSED)
    return cases


def judge(cases):
    stays = {}
    for case in cases.values():
        if case["stay"] is not None and case["scenario"]:
            stays.setdefault((case["stay"], case["scenario"]), []).append(case)
    again = set()
    for met in stays.values():
        again |= {c["_id"] for c in sorted(met, key=lambda c: c["openedAt"])[:-1]}
    for case in cases.values():
        case["upheld"] = case["outcome"] != NOT_UPHELD
        score = case["recoveryScore"]
        case["score"] = score if score is not None and 1 <= score <= 7 else None
        settled = case["state"] == CLOSED and case["upheld"]
        attempted = case["upheld"] and (case["state"] in (CLOSED, REMEDIED) or case["reopened"])
        cost = sum(minor for _, minor in case["given"])
        points = case["score"] if settled else None
        case["parts"] = {
            "all": True,
            "open": case["state"] not in (CLOSED, MERGED),
            "closed": case["state"] == CLOSED,
            "recovered": points is not None and points >= 6,
            "partly": points in (4, 5),
            "failed": points in (1, 2, 3),
            "unscored": settled and points is None,
            "doubled": attempted
            and ((case["score"] or 7) <= 3 or case["outcome"] == NOT_RECOVERED or case["reopened"] or case["_id"] in again),
            "free": settled and cost == 0,
            "paid": settled and cost > 0,
            "reopened": case["reopened"],
            "unanswered": bool(case["alarms"]) and all(a["acknowledgedAt"] is None for a in case["alarms"]),
        }


def spends_less(score):
    """The share that spends less after a score, as low, mid and high: the prior's two ends joined."""
    gain = max(0, score - 3) / 4
    high = 0.63 - 0.39 * gain
    low = max(0.0, 0.63 - 0.475 / 0.75 * gain)
    return (low, (low + high) / 2, high)


def times(left, right):
    corners = [a * b for a in (left[0], left[2]) for b in (right[0], right[2])] + [left[1] * right[1]]
    return (min(corners), left[1] * right[1], max(corners))


def plus(*parts):
    return tuple(sum(p[i] for p in parts) for i in range(3))


def minus(left, right):
    return (left[0] - right[2], left[1] - right[1], left[2] - right[0])


def extra_returns(db, cases, now):
    visits, arrivals = {}, {}
    for row in db.execute("SELECT * FROM stay"):
        if row["contact"] and row["arrivesAt"] is not None and not row["isCancelled"]:
            guest = row["contact"].lower()
            visits[row["_id"]] = (guest, row["departsAt"] if row["departsAt"] is not None else row["arrivesAt"], row["tier"])
            arrivals.setdefault(guest, []).append(row["arrivesAt"])
    tiers = {row["_id"]: row["tier"] or "" for row in db.execute("SELECT _id, tier FROM stay")}
    strata = {}
    for case in cases:
        if case["stay"] not in visits:
            continue
        guest, leaves, _ = visits[case["stay"]]
        back = any(leaves <= at <= now for at in arrivals[guest])
        raised = [a["raisedAt"] for a in case["alarms"] if a["raisedAt"] is not None]
        answered = [a["acknowledgedAt"] for a in case["alarms"] if a["acknowledgedAt"] is not None]
        reached = (
            case["state"] == CLOSED and case["closedAt"] is not None and raised and answered
            and case["outcome"] not in (UNREACHABLE, DECLINED)
            and max(0, min(answered) - min(raised)) <= 4 * 3_600_000
            and case["closedAt"] - case["openedAt"] <= 7 * DAY
        )
        key = (case["severity"], tiers[case["stay"]].lower(), case["channel"] or 0)
        side = strata.setdefault(key, ([0, 0], [0, 0]))[0 if reached else 1]
        side[0] += back
        side[1] += 1
    total = variance = 0.0
    for (won, reached), (back, late) in strata.values():
        if not reached or not late:
            continue
        total += reached * (won / reached - back / late)
        for hits, size in ((won, reached), (back, late)):
            share = (hits + 1) / (size + 2)
            variance += reached**2 * share * (1 - share) / (size + 2)
    reach = 1.959963984540054 * math.sqrt(variance)
    return (total - reach, total, total + reach)


def value(db, cases, currency, first, last, now):
    kept = db.execute("SELECT text FROM value_assumption WHERE currency = ? ORDER BY id DESC", (currency,)).fetchone()
    lines = dict(line.split(" ", 1) for line in kept["text"].split("\n"))
    assumed = {k: tuple(map(float, v.split())) for k, v in lines.items() if k not in ("years", "source")}
    unit = 1 if currency in ("JPY", "KRW", "ISK") else 1000 if currency in ("KWD", "TND") else 100
    years = range(int(lines["years"]))

    def life(sales, margin, stays, waiting):
        return sales * unit * margin / 100 * sum((stays / 100 / (1 + waiting / 100)) ** t for t in years)

    a = assumed
    worth = tuple(
        life(a["yearlySales"][i], a["margin"][i], a["returnRate"][i], a["discount"][2 - i]) for i in range(3)
    )
    mine = [c for c in cases.values() if c["upheld"]]
    handling = tuple(len(mine) * a["minutesPerCase"][i] / 60 * a["hourlyWage"][i] * unit for i in range(3))
    refunds = sum(m for c in mine for kind, m in c["given"] if kind == REFUND)
    gifts = sum(m for c in mine for kind, m in c["given"] if kind != REFUND)

    def losses(some):
        return plus((0, 0, 0), *(spends_less(c["score"] or 3) for c in some))

    lost = times(worth, losses([c for c in mine if not c["parts"]["open"]]))
    extra = extra_returns(db, mine, now)
    retained = times(extra, worth)
    share = (last - first + 1) / 365.25
    fixed = tuple(x * unit * share for x in a["fixedPerYear"])
    cost = plus((gifts + refunds,) * 3, handling, fixed)
    return {
        "compensation": (gifts,) * 3, "refunds": (refunds,) * 3, "handling": handling, "lostMargin": lost,
        "costOfFailure": plus((gifts + refunds,) * 3, handling, lost),
        "valueAtRisk": times(worth, losses([c for c in mine if c["parts"]["open"]])),
        "guestWorth": worth, "extraReturns": extra, "retained": retained, "fixedCost": fixed,
        "programmeCost": cost, "net": minus(retained, cost),
    }


def main():
    path, currency, first, last, now = sys.argv[1:]
    first, last = int(first), int(last)
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    cases = read_cases(db, first, last)
    judge(cases)
    sites = {row["number"]: row for row in db.execute("SELECT * FROM site")}
    parts = {}
    for case in cases.values():
        counts = parts.setdefault(sites[case["_site"]]["code"], {})
        for part, holds in case["parts"].items():
            counts[part] = counts.get(part, 0) + bool(holds)
    paying = {c["_id"]: c for c in cases.values() if sites[c["_site"]]["currency"] == currency}
    print(json.dumps({"sites": parts, "value": value(db, paying, currency, first, last, int(now))}))


main()
