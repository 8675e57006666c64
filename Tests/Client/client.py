#!/usr/bin/env python3
"""A node of our protocol by other means, written from Protocol/ alone.

    client.py DIR join URL CODE      joins a hub as a new site's node
    client.py DIR case WORDS         opens a case
    client.py DIR rename ID WORDS    changes a case's summary
    client.py DIR sync               exchanges until the pull is whole; says whether it is proved
    client.py DIR again              sends the last request once more, byte for byte
    client.py DIR compare            asks the hub what it holds, and compares
    client.py DIR show               prints what it holds

Prints JSON. Needs Python's standard library and the package `cryptography`.
"""
import base64
import hashlib
import http.client
import json
import os
import pathlib
import secrets
import sys
import time
import urllib.parse

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ed25519

import messages
from wire import Echo, change_id

KIND = "application/vnd.amends.sync"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def mark(public):
    """1.5: 60 bits of the key's hash, in 12 characters."""
    bits = int.from_bytes(hashlib.sha256(public).digest()[:8], "big") >> 4
    return "".join(LETTERS[bits >> shift & 31] for shift in range(55, -1, -5))


def catalogue():
    """3.8: the numbers of the record types and fields, out of the text's own tables."""
    types, table, fields = {}, None, None
    text = (pathlib.Path(__file__).resolve().parents[2] / "Protocol/Sync.md").read_text()
    for line in text.split("### 3.8", 1)[1].split("\n"):
        words = line.split()
        if line.startswith("#### "):
            fields = {}
            types[words[2].rstrip(",")] = (int(words[1]), fields)
        elif fields is not None and line.startswith("| ") and words[1].isdigit():
            fields[words[3]] = int(words[1])
        elif line.startswith("## "):
            return types


class Refused(Exception):
    pass


class Hub:
    """Asks over HTTP, signs what it asks, and believes no answer that is not signed for it."""

    def __init__(self, state):
        self.state = state
        self.key = ed25519.Ed25519PrivateKey.from_private_bytes(bytes.fromhex(state["key"]))
        self.public = self.key.public_key().public_bytes_raw()

    def ask(self, path, body, name, joining=False):
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        fields = {"content-type": KIND, "content-digest": f"sha-256=:{digest}:",
                  "amends-hub": self.state["hubMark"]}
        if joining:
            fields["amends-key"] = f":{base64.b64encode(self.public).decode()}:"
        covered = ["@method", "@path", "content-type", "content-digest", "amends-hub"]
        covered += ["amends-key"] if joining else []
        parts = {"@method": "POST", "@path": path}
        lines = [f'"{c}": {parts.get(c) or fields[c]}' for c in covered]
        terms = "({});created={};nonce=\"{}\";keyid=\"{}.{}\";alg=\"ed25519\";tag=\"amends\"".format(
            " ".join(f'"{c}"' for c in covered), int(time.time()), secrets.token_hex(8), name,
            mark(self.public))
        lines.append(f'"@signature-params": {terms}')
        signed = base64.b64encode(self.key.sign("\n".join(lines).encode())).decode()
        fields["signature-input"] = f"amends={terms}"
        fields["signature"] = f"amends=:{signed}:"
        status, answer, data = self.post(path, body, fields)
        self.check(status, answer, data, {"@method": "POST", "@path": path, **fields}, signed)
        if status != 200:
            raise Refused(f"{status} {data.decode()}")
        return data

    def post(self, path, body, fields):
        url = urllib.parse.urlsplit(self.state["url"])
        kind = {"https": http.client.HTTPSConnection, "http": http.client.HTTPConnection}
        connection = kind[url.scheme](url.hostname, url.port, timeout=60)
        connection.request("POST", url.path.rstrip("/") + path, body,
                           {"user-agent": "stranger/1", **fields})
        response = connection.getresponse()
        data = response.read()
        connection.close()
        return response.status, {k.lower(): v for k, v in response.getheaders()}, data

    def check(self, status, answer, data, asked, signed):
        """The answer is the hub's, to exactly this request."""
        digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
        if answer.get("content-digest") != f"sha-256=:{digest}:":
            raise Refused("the answer was altered")
        terms = answer["signature-input"].removeprefix("amends=")
        covered = terms[1:terms.index(")")].split(" ")
        for must in ("\"@status\"", "\"content-digest\"", "\"@method\";req", "\"@path\";req",
                     "\"content-digest\";req", "\"signature\";req;key=\"amends\""):
            if must not in covered:
                raise Refused(f"the answer's signature leaves out {must}")
        lines = []
        for part in covered:
            field = part.split(";")[0].strip('"')
            if part == "\"signature\";req;key=\"amends\"":
                value = f":{signed}:"
            elif part.endswith(";req"):
                value = asked[field]
            else:
                value = str(status) if field == "@status" else answer[field]
            lines.append(f"{part}: {value}")
        lines.append(f'"@signature-params": {terms}')
        offered = answer.get("amends-hub-key")
        public = self.state.get("hubKey")
        public = bytes.fromhex(public) if public else base64.b64decode(offered.strip(":"))
        if mark(public) != self.state["hubMark"]:
            raise Refused("another hub answers")
        proof = base64.b64decode(answer["signature"].removeprefix("amends=:").rstrip(":"))
        try:
            ed25519.Ed25519PublicKey.from_public_bytes(public).verify(
                proof, "\n".join(lines).encode())
        except InvalidSignature:
            raise Refused("the answer is not signed for this request") from None
        self.state["hubKey"] = public.hex()


class Node:
    """What a node keeps (2.2), in one file."""

    def __init__(self, directory):
        self.path = pathlib.Path(directory) / "node.json"
        self.state = json.loads(self.path.read_text()) if self.path.exists() else {}
        self.types = catalogue()

    def save(self):
        new = self.path.with_suffix(".new")
        with open(new, "w") as file:
            json.dump(self.state, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, self.path)

    def join(self, url, code):
        code = "".join(c for c in code.upper() if c in LETTERS)
        self.state = {"url": url, "hubMark": code[12:], "attempt": 0, "log": [], "acked": 0,
                      "rows": {}, "cursor": [0, 0], "clock": 0,
                      "key": ed25519.Ed25519PrivateKey.generate().private_bytes_raw().hex()}
        hub = Hub(self.state)
        reply = messages.enrol_reply(
            hub.ask("/sync/v1/enrol", messages.enrol_request(code[:12]), "new", joining=True))
        self.state.update(site=reply["site"], writer=reply["writer"], epoch=reply["epoch"],
                          tokens=[reply["token"]], hub=reply["hub"])
        self.save()
        return {"site": reply["code"], "name": reply["name"]}

    def write(self, change):
        """2.3: one change, a transaction of its own."""
        state = self.state
        state["clock"] = max(int(time.time() * 1000) << 16, state["clock"] + 1)
        own = change_id(state["writer"], len(state["log"]) + 1)
        change.update(stamp=state["clock"], author="stranger", ends=1)
        if change["creates"]:
            change.update(record=own, scope=state["site"])
        state["log"].append(change)
        self.save()
        return {"id": f"{own >> 39}.{own & (1 << 39) - 1}"}

    def case(self, words):
        number, fields = self.types["recovery_case"]
        values = {fields["summary"]: (words, []), fields["state"]: (1, [])}
        return self.write({"creates": 1, "table": number, "fields": values})

    def rename(self, name, words):
        writer, counter = (int(part) for part in name.split("."))
        record = change_id(writer, counter)
        number, fields = self.types["recovery_case"]
        row = self.state["rows"][str(record)]
        seen = [version for version, _ in
                row["fields"].get(str(fields["summary"]), [[record, None]])]
        return self.write({"creates": 0, "table": number, "record": record,
                           "fields": {fields["summary"]: (words, seen)}})

    def log(self):
        """The own changes with the chain's hash after each."""
        changes, before = [], messages.root(self.state["writer"])
        for change in self.state["log"]:
            change = {**change, "fields": {int(n): v for n, v in change["fields"].items()}}
            before = messages.after(before, messages.canonical(change))
            changes.append((change, before))
        return changes

    def exchange(self):
        state = self.state
        state["attempt"] += 1
        state["tokens"].append(secrets.randbits(64))
        log, acked = self.log(), state["acked"]
        before = log[acked - 1][1] if acked else messages.root(state["writer"])
        section = (len(log), acked + 1, before, [change for change, _ in log[acked:]])
        body = messages.exchange_request(
            state["site"], state["writer"], state["attempt"], state["epoch"],
            state["tokens"][-1], state["tokens"][:-1], state["cursor"], section)
        state["last"] = body.hex()
        self.save()
        reply = messages.exchange_reply(
            Hub(state).ask("/sync/v1/exchange", body, str(state["site"])))
        if reply["attempt"] != state["attempt"] or reply["verdict"] != 1:
            raise Refused(f"verdict {reply['verdict']}")
        state["tokens"] = state["tokens"][-1:]
        counted = reply["acknowledged"].get(state["writer"], 0)
        state["acked"] = max(acked, min(counted, len(log)))
        self.take(reply["pull"])
        self.save()
        return reply

    def take(self, pull):
        """2.8 and 2.9. Parts are not staged: this node shows nothing to anybody meanwhile."""
        rows, log = self.state["rows"], self.state["log"]
        for first, count in pull["runs"]:
            for record in range(first, first + count):
                change = log[(record & (1 << 39) - 1) - 1]
                rows[str(record)] = {
                    "table": change["table"], "record": record, "revision": 1,
                    "scope": change["scope"], "site": self.state["site"],
                    "fields": {n: [[record, c]] for n, (c, _) in change["fields"].items()}}
        for row in pull["rows"]:
            held = rows.get(str(row["record"]))
            if held and held["revision"] > row["revision"]:
                continue
            for number, versions in row["fields"].items():
                for version in versions:
                    if version[1] is Echo:
                        own = log[(version[0] & (1 << 39) - 1) - 1]["fields"]
                        version[1] = {int(n): c for n, (c, _) in own.items()}[number]
            rows[str(row["record"])] = row
        for record, revision, destination in pull["departures"]:
            held = rows.get(str(record))
            if held and held["revision"] <= revision and destination not in (
                    0, self.state["site"]):
                del rows[str(record)]
        self.state["cursor"] = list(pull["to"])

    def sums(self):
        sums = [0, 0, 0, 0]
        for row in self.state["rows"].values():
            place = 0 if row["scope"] == 0 else 2
            for half, value in enumerate(messages.digest(row)):
                sums[place + half] = sums[place + half] + value & (1 << 64) - 1
        return sums

    def sync(self):
        for _ in range(100):
            reply = self.exchange()
            digests = reply["pull"]["digests"]
            if digests and self.state["acked"] == len(self.state["log"]):
                return {"acknowledged": self.state["acked"], "parked": len(reply["parked"]),
                        "records": len(self.state["rows"]), "proved": digests == self.sums()}
        raise Refused("the pull has no end")

    def again(self):
        body = bytes.fromhex(self.state["last"])
        reply = messages.exchange_reply(
            Hub(self.state).ask("/sync/v1/exchange", body, str(self.state["site"])))
        return {"verdict": reply["verdict"]}

    def compare(self):
        whole = [(1, 0, (1 << 63) - 1), (0, 0, (1 << 63) - 1)]
        heads, parts = messages.compare_reply(Hub(self.state).ask(
            "/sync/v1/compare", messages.compare_request(self.state["site"], whole),
            str(self.state["site"])))
        found = [sum(part[1] for part in both) for both in parts]
        sums = [sum(part[half] for part in both) & (1 << 64) - 1
                for both in parts for half in (2, 3)]
        return {"isAtHeads": list(heads) == self.state["cursor"], "records": sum(found),
                "same": sums == self.sums()}

    def show(self):
        number, fields = self.types["recovery_case"]
        return {"cases": [
            [cell for _, cell in row["fields"].get(str(fields["summary"]), [])]
            for row in self.state["rows"].values() if row["table"] == number]}


def main(directory, verb, *words):
    node = Node(directory)
    try:
        print(json.dumps(getattr(node, verb)(*words)))
    except Refused as refusal:
        sys.exit(f"refused: {refusal}")


if __name__ == "__main__":
    main(*sys.argv[1:])
