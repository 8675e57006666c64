#!/usr/bin/env python3
"""The same work done by Amends and by other programs, one after the other, in one table.

The work: S sites hold M rows each (a feedback item with its case), written beforehand; all sites
sync at once until the hub has every row on disk. Then E cases of each site, edited beforehand in
two fields and their stamp, are synced. Then H rows that headquarters wrote reach every site.

    side_by_side.py --benchmark PATH [--sites 8] [--rows 10000] [--edits 500] [--hub-rows 500]
                    [--rounds 1] [--beside COMMAND]...

PATH is the IngestBenchmark executable: its `hub` is the hub that `amends hub serve` runs, its
`site` a node that syncs as `amends sync now` does. They run in a network namespace of their own
whose loopback counts every byte in both directions, headers included; processor time is what the
processes say they used. Needs the right to make a namespace (root).

COMMAND is another program that does this work and prints one line of JSON with `peer`, `rows_s`,
`cpu_us_per_row`, `cpu_hub_s`, `sites`, `rows_per_site`, `wire_bytes_per_row`, `edit_bytes` and
`down_deliveries_s`. It sets up what it needs and cleans up behind itself.
"""
import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

INSIDE = "AMENDS_BENCHMARK_NAMESPACE"


def enter_namespace():
    """Starts this program anew where there is nothing but a loopback of its own."""
    if os.environ.get(INSIDE) == "1":
        return
    os.environ[INSIDE] = "1"
    script = 'ip link set lo up && exec "$0" "$@"'
    os.execvp("unshare", ["unshare", "-n", "--", "sh", "-c", script, sys.executable, *sys.argv])


def loopback_bytes():
    """Bytes that went over the loopback so far: each is received once."""
    with open("/proc/self/net/dev") as lines:
        for line in lines:
            name, _, numbers = line.partition(":")
            if name.strip() == "lo":
                return int(numbers.split()[0])
    raise SystemExit("there is no loopback here")


class Process:
    """A process that does what it is told line by line and answers with a line."""

    def __init__(self, *words):
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self.greeting = self.answer()

    def say(self, line):
        self.process.stdin.write(line + "\n")

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("a process that is measured has ended")
        return line.strip()

    def ask(self, line):
        self.say(line)
        return json.loads(self.answer())

    def usage(self):
        return self.ask("usage")

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Meter:
    """Seconds, processor seconds and bytes from its beginning to its end."""

    def __init__(self, hub, sites):
        self.hub, self.sites = hub, sites
        os.sync()
        self.before = self.read()

    def read(self):
        hub = self.hub.usage()["processorSeconds"]
        sites = sum(site.usage()["processorSeconds"] for site in self.sites)
        return time.perf_counter(), hub, sites, loopback_bytes()

    def end(self):
        finished = time.perf_counter(), loopback_bytes()
        now = self.read()
        self.seconds = finished[0] - self.before[0]
        self.hub_cpu = now[1] - self.before[1]
        self.cpu = self.hub_cpu + now[2] - self.before[2]
        self.bytes = finished[1] - self.before[3]
        return self


def sync_all(hub, sites, pushed=None, pulled=None):
    """Has all sites sync at once, and checks that everything arrived."""
    meter = Meter(hub, sites)
    for site in sites:
        site.say("sync")
    results = [json.loads(site.answer()) for site in sites]
    meter.end()
    for result in results:
        if not result["verified"]:
            raise SystemExit(f"a site is not in step with the hub: {result}")
        if pushed is not None and result["pushed"] != pushed:
            raise SystemExit(f"{pushed} changes were to be pushed: {result}")
        if pulled is not None and result["pulled"] < pulled:
            raise SystemExit(f"{pulled} rows were to be pulled: {result}")
    return meter


def measure_amends(options):
    directory = tempfile.mkdtemp(prefix="amends-side-by-side-")
    processes = []
    try:
        subprocess.run([options.benchmark, "make", directory, str(options.sites)], check=True)
        hub = Process(options.benchmark, "hub", f"{directory}/hub")
        processes.append(hub)
        url = hub.greeting.split()[-1]
        sites = []
        for number in range(1, options.sites + 1):
            site = Process(options.benchmark, "site", f"{directory}/{number}", url, str(number))
            processes.append(site)
            sites.append(site)
        sync_all(hub, sites)
        for site in sites:
            site.ask(f"fill {options.rows}")
        up = sync_all(hub, sites, pushed=2 * options.rows)
        for site in sites:
            site.ask(f"edit {options.edits}")
        edit = sync_all(hub, sites, pushed=options.edits)
        hub.ask(f"rows {options.hub_rows}")
        down = sync_all(hub, sites, pulled=2 * options.hub_rows)
        rows = options.sites * options.rows
        return {
            "peer": "amends",
            "sites": options.sites,
            "rows_per_site": options.rows,
            "rows_s": rows / up.seconds,
            "cpu_us_per_row": up.cpu * 1e6 / rows,
            "cpu_hub_s": up.hub_cpu,
            "wire_bytes_per_row": up.bytes / rows,
            "edit_bytes": edit.bytes / (options.sites * options.edits),
            "down_deliveries_s": options.sites * options.hub_rows / down.seconds,
            "down_bytes_per_delivery": down.bytes / (options.sites * options.hub_rows),
            "hub_peak_mb": hub.usage()["peakBytes"] / 1e6,
            "site_peak_mb": max(site.usage()["peakBytes"] for site in sites) / 1e6,
        }
    finally:
        for process in processes:
            process.stop()
        shutil.rmtree(directory, ignore_errors=True)


def measure_other(command):
    output = subprocess.run(shlex.split(command), stdout=subprocess.PIPE, text=True)
    lines = [line for line in output.stdout.splitlines() if line.startswith("{")]
    if output.returncode != 0 or not lines:
        print(f"skipped, it failed: {command}", file=sys.stderr)
        return None
    return json.loads(lines[-1])


def print_table(results):
    columns = [
        ("rows/s", lambda r: f"{r['rows_s']:,.0f}"),
        ("CPU us/row", lambda r: f"{r['cpu_us_per_row']:.1f}"),
        ("of it hub", lambda r: f"{r['cpu_hub_s'] * 1e6 / r['sites'] / r['rows_per_site']:.1f}"),
        ("bytes/row", lambda r: f"{r['wire_bytes_per_row']:.1f}"),
        ("bytes/edit", lambda r: f"{r['edit_bytes']:.1f}" if "edit_bytes" in r else "-"),
        (
            "deliveries/s",
            lambda r: f"{r['down_deliveries_s']:,.0f}" if "down_deliveries_s" in r else "-",
        ),
    ]
    print(f"{'':28}" + "".join(f"{title:>14}" for title, _ in columns))
    for result in results:
        cells = "".join(f"{cell(result):>14}" for _, cell in columns)
        print(f"{result['peer']:28}" + cells)


def main():
    enter_namespace()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--benchmark", required=True)
    parser.add_argument("--sites", type=int, default=8)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--hub-rows", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--beside", action="append", default=[], metavar="COMMAND")
    options = parser.parse_args()
    results = []
    for _ in range(options.rounds):
        results.append(measure_amends(options))
        print(json.dumps(results[-1]), flush=True)
        for command in options.beside:
            other = measure_other(command)
            if other:
                results.append(other)
                print(json.dumps(other), flush=True)
    print_table(sorted(results, key=lambda result: result["peer"]))


if __name__ == "__main__":
    main()
