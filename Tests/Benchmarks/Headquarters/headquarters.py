#!/usr/bin/env python3
"""How long headquarters waits for its pages while houses push, and what the hub takes for it.

    headquarters.py --bin DIRECTORY [--hub DIRECTORY] [--sites 200] [--months 24]
                    [--rounds 30] [--pushes 5]

DIRECTORY of --bin holds the release build of `amends`. --hub names a hub's directory, which is
copied and left as it is; without it demonstration hotels are made, which takes a while. Then every
page is opened in turn, --rounds times, with a pause as people make one, while a house opens a case
and syncs --pushes times a second. The first opening of each page, which finds nothing kept, is
printed by itself and is no part of the others.

Ends with 1 where a bar is missed: 100 ms at the 99th percentile for each page, 300 MB, and no
difference in a recount.
"""
import argparse
import http.client
import json
import math
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

PAGE_BAR, MEMORY_BAR = 100, 300
PAGES = (
    "/", "/signals", "/failures", "/failures?weeks=52", "/failures.json", "/failure?code=EN-02",
    "/failure?code=NO-01&weeks=52", "/causes?code=EN-02", "/causes?code=EN-02&weeks=52",
    "/recovery", "/recovery?weeks=52", "/value", "/problems", "/brief", "/sites",
    "/cases?code=EN-02&weeks=4", "/cases",
)


class Hub:
    """A hub that serves, with somebody at its desk."""

    def __init__(self, program, directory):
        log = open(directory + "/serve.log", "w")
        self.process = subprocess.Popen(
            [program, "hub", "serve", "--data", directory, "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, stderr=log, text=True,
        )
        for line in self.process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.url = f"http://127.0.0.1:{found.group(1)}"
                self.connection = http.client.HTTPConnection(
                    "127.0.0.1", int(found.group(1)), timeout=600
                )
                break
        else:
            raise SystemExit("the hub has ended")
        with open(directory + "/serve.log") as said:
            code = re.search(r"set-up code for its page is ([\w-]+)", said.read()).group(1)
        self.cookie = ""
        form = {"code": code, "name": "Maud Ostrander", "secret": "Long-corridor-7"}
        self.connection.request(
            "POST", "/set-up", urllib.parse.urlencode(form),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )
        answer = self.connection.getresponse()
        answer.read()
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]

    def get(self, path):
        """How long a page took, in milliseconds."""
        begun = time.monotonic()
        self.connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = self.connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path} was answered with {answer.status}")
        return (time.monotonic() - begun) * 1000

    def megabytes(self, name):
        with open(f"/proc/{self.process.pid}/status") as lines:
            for line in lines:
                if line.startswith(name + ":"):
                    return int(line.split()[1]) * 1024 / 1e6
        raise SystemExit(f"there is no {name}")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def run(program, *words):
    return subprocess.run([program, *words], check=True, capture_output=True, text=True).stdout


def forget_people(directory):
    """Nobody can sign in to a copy of a hub but by its set-up code."""
    import sqlite3
    database = sqlite3.connect(directory + "/hub.db")
    database.execute("DELETE FROM person")
    database.commit()
    database.close()


def make(program, directory, sites, months):
    """A hub that has taken in demonstration hotels, one after the other."""
    files = directory + "/files"
    run(program, "demo", "--out", files, "--sites", str(sites), "--months", str(months))
    hub = directory + "/hub"
    run(program, "hub", "init", "--data", hub)
    served = Hub(program, hub)
    for name in sorted(os.listdir(files)):
        code, _, rest = name.partition("-")
        if not rest.startswith("feedback"):
            continue
        node = join(program, hub, served.url, code, directory)
        run(program, "feedback", "import", f"{files}/{name}", "--data", node)
        run(program, "exposure", "import", f"{files}/{code}-exposure.csv", "--data", node)
        run(program, "sync", "now", "--data", node)
        shutil.rmtree(node)
    served.stop()
    return hub


def join(program, hub, url, code, directory):
    added = run(program, "hub", "site", "add", code, "--name", f"Hotel {code}", "--data", hub, "--json")
    node = f"{directory}/node-{code}"
    run(program, "node", "init", "--data", node, "--hub", url,
        "--join", json.loads(added)["joinCode"])
    return node


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True)
    options.add_argument("--hub")
    options.add_argument("--sites", type=int, default=200)
    options.add_argument("--months", type=int, default=24)
    options.add_argument("--rounds", type=int, default=30)
    options.add_argument("--pushes", type=float, default=5)
    options = options.parse_args()
    program = options.bin + "/amends"
    with tempfile.TemporaryDirectory() as directory:
        if options.hub:
            hub = directory + "/hub"
            shutil.copytree(options.hub, hub)
        else:
            hub = make(program, directory, options.sites, options.months)
        forget_people(hub)
        sys.exit(measure(program, hub, directory, options))


def measure(program, hub, directory, options):
    served = Hub(program, hub)
    node = join(program, hub, served.url, "BENCH", directory)
    done, pushed = threading.Event(), [0]

    def push():
        while not done.wait(1 / options.pushes if options.pushes else 3600):
            run(program, "case", "open", "Cold again", "--scenario", "EN-02", "--data", node)
            run(program, "sync", "now", "--data", node)
            pushed[0] += 1

    houses = threading.Thread(target=push)
    houses.start()
    first = {page: served.get(page) for page in PAGES}
    waits = {page: [] for page in PAGES}
    chance = random.Random(7)
    for _ in range(options.rounds):
        for page in chance.sample(PAGES, len(PAGES)):
            waits[page].append(served.get(page))
            time.sleep(0.1)
    done.set()
    houses.join()
    missed = report(first, waits)
    memory = served.megabytes("VmHWM")
    print(f"{pushed[0]} pushes meanwhile; the hub's memory at its peak {memory:.0f} MB")
    served.stop()
    begun = time.monotonic()
    differences = json.loads(run(program, "hub", "recount", "--data", hub, "--json"))["differences"]
    print(f"a recount took {time.monotonic() - begun:.1f} s: {len(differences)} differences")
    return 1 if missed or memory > MEMORY_BAR or differences else 0


def report(first, waits):
    missed = []
    print(f"{'page':34} {'first':>8} {'p50':>8} {'p99':>8} {'most':>8}   in ms")
    for page, times in waits.items():
        ordered = sorted(times)
        late = ordered[max(0, math.ceil(len(ordered) * 0.99) - 1)]
        print(f"{page:34} {first[page]:8.1f} {statistics.median(ordered):8.1f} {late:8.1f} "
              f"{ordered[-1]:8.1f}" + ("   over the bar" if late > PAGE_BAR else ""))
        if late > PAGE_BAR:
            missed.append(page)
    return missed


if __name__ == "__main__":
    main()
