#!/usr/bin/env python3
"""How long people wait at a house with many cases, and how much of it is the database's work.

    desk.py --bin DIRECTORY [--cases 100000] [--open 300] [--staff 30] [--seconds 60]
            [--think 3] [--house DIRECTORY]

DIRECTORY of --bin holds the release builds of `amends` and `IngestBenchmark`; the latter makes
the house, unless --house names one that was made before. First the pages that count are opened
once each, by one person: what a manager waits for when nothing is counted yet. Then so many people
work at once, each doing the next thing about --think seconds after the last is done: they open the
inbox, a case, a search, the figures, and log a complaint.

Printed for each: how often it was done, the middle, the slowest hundredth and the slowest of all,
and the middle as a multiple of what SQLite alone needs in the same run, through Python's own
module: to read the rows that a page shows, or to write one row and have it on the disk. Also how
long the node took to answer its first page, and its memory idle and at its peak. Ends with 1 where
a bar of the design is missed.
"""
import argparse
import html
import http.client
import os
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

# The bars of the design, in milliseconds and MB.
PAGE_BAR, SEARCH_BAR, IDLE_BAR, START_BAR = 50, 100, 60, 300
WORK = ("inbox", "inbox", "case", "case", "search", "log", "numbers")
FIRST = ("/numbers", "/numbers?days=365", "/journey", "/journey?days=365", "/programme",
         "/training", "/brief", "/handover", "/alarms", "/stays")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class House:
    """A node that serves."""

    def __init__(self, program, directory):
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [program, "node", "serve", "--data", directory, "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        for line in self.process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                break
        else:
            raise SystemExit("the node has ended")
        get(self.connection(), "/sign-in")
        self.start_milliseconds = (time.monotonic() - begun) * 1000

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def megabytes(self, name):
        with open(f"/proc/{self.process.pid}/status") as lines:
            for line in lines:
                if line.startswith(name + ":"):
                    return int(line.split()[1]) * 1024 / 1e6
        raise SystemExit(f"there is no {name}")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def get(connection, path, cookie=""):
    """The page's words and how long it took, in milliseconds."""
    begun = time.monotonic()
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    body = answer.read().decode()
    if answer.status != 200:
        raise SystemExit(f"{path} was answered with {answer.status}")
    return body, (time.monotonic() - begun) * 1000


def log(connection, room, cookie):
    """How long it took to keep a complaint and call whoever must come, in milliseconds."""
    words, _ = get(connection, f"/log/how-bad?place={room}&scenario=EN-02", cookie)
    form = {name: html.unescape(value) for name, value in
            re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', words)}
    body = urllib.parse.urlencode(form | {"severity": "3"})
    begun = time.monotonic()
    connection.request("POST", "/log", body, FORM | {"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 303:
        raise SystemExit(f"a complaint was answered with {answer.status}")
    return (time.monotonic() - begun) * 1000


def sign_in(house):
    form = urllib.parse.urlencode({"name": "Ana Lopes", "secret": "Sunny-harbour-9"})
    connection = house.connection()
    connection.request("POST", "/sign-in", form, FORM)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 303:
        raise SystemExit(f"signing in was answered with {answer.status}")
    return answer.headers["Set-Cookie"].split(";")[0]


def path(kind, chance, count):
    if kind == "inbox":
        return "/"
    if kind == "case":
        return f"/cases/S1-{chance.randint(max(1, count - 250), count)}"
    if kind == "numbers":
        return "/numbers"
    return "/?q=" + chance.choice(("shower", "breakfast", "parking", "heating", "noise"))


def work(house, cookie, options):
    """What everybody waited for, by what they did."""
    waits, lock = {}, threading.Lock()
    end = time.monotonic() + options.seconds

    def person(number):
        chance = random.Random(number)
        connection = house.connection()
        time.sleep(chance.random() * options.think)
        while time.monotonic() < end:
            kind = chance.choice(WORK)
            if kind == "log":
                wait = log(connection, chance.randint(101, 400), cookie)
            else:
                _, wait = get(connection, path(kind, chance, options.cases), cookie)
            with lock:
                waits.setdefault(kind, []).append(wait)
            time.sleep(options.think * (0.5 + chance.random()))

    people = [threading.Thread(target=person, args=(number,)) for number in range(options.staff)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return waits


def bare(directory, house, cookie, options, scratch):
    """What SQLite alone needs for each, the middle of many tries."""
    base = sqlite3.connect(f"file:{directory}/node.db?mode=ro", uri=True)

    def shown(words_path):
        words = get(house.connection(), words_path, cookie)[0]
        found = re.findall(r'class="row[^"]*" id="(S1-\d+)"', words)
        marks = ",".join("?" * len(found))
        return f"SELECT * FROM recovery_case WHERE reference IN ({marks})", found

    month = (int(time.time() * 1000) - 30 * 86_400_000,)
    reads = {
        "inbox": shown("/"), "search": shown("/?q=shower"),
        "case": ("SELECT * FROM recovery_case WHERE reference = ?", [f"S1-{options.cases}"]),
        "numbers": ("SELECT * FROM recovery_case WHERE openedAt >= ?", month),
    }
    times = {kind: middle(base, sql, words) for kind, (sql, words) in reads.items()}
    copy = sqlite3.connect(os.path.join(scratch, "bare.db"), isolation_level=None)
    copy.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
                       "CREATE TABLE complaint(id INTEGER PRIMARY KEY, words TEXT);")
    times["log"] = middle(copy, "INSERT INTO complaint(words) VALUES(?)", ["x" * 300])
    return times


def middle(base, sql, words):
    times = []
    for _ in range(60):
        begun = time.monotonic()
        base.execute(sql, words).fetchall()
        times.append((time.monotonic() - begun) * 1000)
    return statistics.median(times)


def measure(options, directory, scratch):
    house = House(os.path.join(options.bin, "amends"), directory)
    try:
        time.sleep(5)
        idle = house.megabytes("VmRSS")
        cookie = sign_in(house)
        print(f"{options.cases} cases, {options.open} open; opened once by one person:")
        for one in FIRST:
            first = get(house.connection(), one, cookie)[1]
            again = get(house.connection(), one, cookie)[1]
            print(f"  {one:<22}{first:>8.1f} ms, again {again:.1f} ms")
        rows = bare(directory, house, cookie, options, scratch)
        waits = work(house, cookie, options)
        good = table(waits, rows, options)
        print(f"first page after {house.start_milliseconds:.0f} ms (bar {START_BAR}), idle "
              f"{idle:.1f} MB (bar {IDLE_BAR}), at its peak {house.megabytes('VmHWM'):.1f} MB")
        return good and idle <= IDLE_BAR and house.start_milliseconds <= START_BAR
    finally:
        house.stop()


def table(waits, rows, options):
    print(f"{options.staff} people at once, something each {options.think} s, milliseconds:")
    print(f"  {'what':<10}{'times':>7}{'middle':>9}{'99 %':>9}{'slowest':>9}{'to SQLite':>11}  bar")
    good = True
    for kind in dict.fromkeys(WORK):
        times = sorted(waits.get(kind, []))
        if not times:
            continue
        slow = times[min(len(times) - 1, len(times) * 99 // 100)]
        bar = SEARCH_BAR if kind in ("search", "log") else PAGE_BAR
        good = good and slow <= bar
        half = statistics.median(times)
        print(f"  {kind:<10}{len(times):>7}{half:>9.1f}{slow:>9.1f}{times[-1]:>9.1f}"
              f"{half / rows[kind]:>11.1f}  {bar} {'met' if slow <= bar else 'missed'}")
    return good


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--open", type=int, default=300)
    parser.add_argument("--staff", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=3)
    parser.add_argument("--house")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        made = options.house or os.path.join(scratch, "made")
        if not os.path.exists(made + "/house/node.db"):
            subprocess.run(
                [os.path.join(options.bin, "IngestBenchmark"), "house", made,
                 str(options.cases), str(options.open)], check=True,
            )
        # A house that somebody keeps stays as it is.
        shutil.copytree(made + "/house", os.path.join(scratch, "house"))
        sys.exit(0 if measure(options, os.path.join(scratch, "house"), scratch) else 1)


if __name__ == "__main__":
    main()
