"""The messages of Protocol/Sync.md, chapters 5 to 7."""
import hashlib

from wire import Bytes, Message, Plain, fixed, varint, zigzag


def root(writer):
    return bytes(8) + fixed(writer)


def after(before, canonical):
    return hashlib.sha256(before + canonical).digest()[:16]


def pair(change):
    return varint(change >> 39) + varint(change & (1 << 39) - 1)


def canonical(change):
    """5.1. A change: record, table, creates, ends, scope, stamp, author, fields {n: (cell, bases)}."""
    out = bytes([change["creates"] | change["ends"] << 1, change["table"]])
    out += varint(change["scope"]) if change["creates"] else pair(change["record"])
    author = change["author"].encode()
    out += fixed(change["stamp"]) + varint(len(author)) + author + bytes([len(change["fields"])])
    for number, (cell, bases) in sorted(change["fields"].items()):
        kind = 0 if cell is None else 1 if isinstance(cell, int) else 2
        out += bytes([number]) + varint(len(bases) << 2 | kind)
        out += b"".join(pair(base) for base in sorted(bases))
        if kind == 1:
            out += varint(zigzag(cell))
        elif kind == 2:
            out += varint(len(cell.encode())) + cell.encode()
    return out


def batch(plain, changes):
    """6.4, with the plainest form of everything."""
    plain.varint(len(changes))
    if not changes:
        return
    shapes = []
    for change in changes:
        shape = (change["table"], change["creates"], tuple(sorted(change["fields"])))
        if shape not in shapes:
            shapes.append(shape)
        change["shape"] = shapes.index(shape)
    plain.varint(len(shapes))
    for table, creates, fields in shapes:
        plain.numbers.append(table)
        plain.varint(sum(1 << n - 1 for n in fields) << 1 | creates)
    plain.column([change["shape"] for change in changes])
    authors = sorted({change["author"] for change in changes})
    plain.varint(len(authors))
    for author in authors:
        plain.text(author)
    plain.column([authors.index(change["author"]) for change in changes])
    plain.column([change["stamp"] >> 16 for change in changes])
    plain.column([change["stamp"] & 0xFFFF for change in changes])
    edits = [change for change in changes if not change["creates"]]
    plain.column([0 for _ in edits])
    plain.column([change["record"] for change in edits])
    groups = []
    for table, creates, _ in shapes:
        if (table, creates) not in groups:
            groups.append((table, creates))

    def of(group):
        return [c for c in changes if (c["table"], c["creates"]) == group]

    for group in groups:
        plain.column([change["ends"] for change in of(group)])
        if group[1]:
            plain.column([change["scope"] for change in of(group)])
    plain.varint(0)  # none had another name
    for group in groups:
        for number in sorted({n for change in of(group) for n in change["fields"]}):
            fields = [c["fields"][number] for c in of(group) if number in c["fields"]]
            plain.cells([cell for cell, _ in fields])
            if not group[1]:
                plain.column([2 + len(bases) if bases else 0 for _, bases in fields])
                plain.column([base for _, bases in fields for base in sorted(bases)])


def enrol_request(code):
    plain = Plain()
    plain.text(code)
    return plain.frame(3)


def enrol_reply(data):
    message = Message(data, 4)
    numbers = message.numbers
    reply = {"site": numbers.varint(), "code": message.text(), "name": message.text(),
             "writer": numbers.varint(), "epoch": numbers.fixed(), "token": numbers.fixed(),
             "credential": message.text(), "hub": numbers.list(numbers.varint)}
    message.finish()
    return reply


def exchange_request(site, writer, attempt, epoch, next_token, tried, cursor, section):
    plain = Plain()
    plain.varint(site, writer, attempt)
    plain.numbers += fixed(epoch) + fixed(next_token)
    plain.varint(len(tried))
    plain.numbers += b"".join(fixed(token) for token in tried)
    plain.varint(0)
    plain.numbers.append(0 if cursor is None else 1)
    if cursor is not None:
        plain.varint(*cursor)
    plain.varint(0)  # no waiting
    batch(plain, [])  # no salvage
    total, first, before, changes = section
    plain.varint(1, writer, total, first)
    plain.numbers += before
    batch(plain, changes)
    return plain.frame(1)


def exchange_reply(data):
    message = Message(data, 2)
    numbers = message.numbers
    reply = {"attempt": numbers.varint(), "epoch": numbers.fixed(), "verdict": numbers.byte()}
    if reply["verdict"] == 1:
        reply["acknowledged"] = dict(
            numbers.list(lambda: (numbers.varint(), numbers.varint())))
        count = numbers.varint()
        reply["parked"] = dict(zip(message.column(count), message.column(count)))
        reply["pull"] = numbers.option(lambda: pull(message))
        message.finish()
    return reply


def pull(message):
    numbers = message.numbers
    result = {"from": message.cursor(), "to": message.cursor(), "replaces": numbers.byte()}
    count = numbers.varint()
    result["runs"] = list(zip(message.column(count), message.column(count)))
    result["rows"] = rows(message)
    count = numbers.varint()
    result["departures"] = list(
        zip(message.column(count), message.column(count), message.column(count)))
    result["digests"] = numbers.option(lambda: [numbers.fixed() for _ in range(4)])
    return result


def rows(message):
    """6.6: each row with its fields, {number: [(id, cell, bases)]}."""
    numbers = message.numbers
    count = numbers.varint()
    if not count:
        return []
    shapes = []
    for _ in range(numbers.varint()):
        table, bits = numbers.byte(), numbers.varint() >> 1
        shapes.append((table, [n for n in range(1, 64) if bits >> n - 1 & 1]))
    which = message.column(count)
    authors = [message.text() for _ in range(numbers.varint())]
    records, times = message.column(count), message.column(count)
    message.column(count)  # counts of the stamps
    author = message.column(count)
    revisions, scopes, sites = (message.column(count) for _ in range(3))
    predicted = {2: times.__getitem__, 3: records.__getitem__,
                 4: lambda line: records[line - 1] if line else 0}
    found = [{"table": shapes[which[i]][0], "record": records[i], "revision": revisions[i],
              "scope": scopes[i], "site": sites[i], "author": authors[author[i]], "fields": {}}
             for i in range(count)]
    columns = []
    for table in dict.fromkeys(shape[0] for shape in shapes):
        for field in sorted({n for t, fields in shapes if t == table for n in fields}):
            columns.append((field, [i for i in range(count) if shapes[which[i]][0] == table
                                    and field in shapes[which[i]][1]]))
    slots, met, new = [], [0] * count, []
    for field, lines in columns:
        counts = message.column(len(lines))
        lines = [line for line, many in zip(lines, counts) for _ in range(many)]
        names = message.column(len(lines))
        for line, name in zip(lines, names):
            if name > met[line]:
                met[line] = name
                new.append((line, name))
        slots.append((field, lines, names))
    lines = [line for line, _ in new]
    others = dict(zip(new, message.column(len(new), lines, predicted)))
    message.column(len(new), lines, predicted)  # milliseconds
    message.column(len(new))  # counts
    message.column(len(new))  # authors
    every = [line for _, lines, _ in slots for line in lines]
    bases = message.column(len(every))
    message.column(sum(bases), [l for l, n in zip(every, bases) for _ in range(n)], predicted)
    for field, lines, names in slots:
        for line, name, cell in zip(lines, names, message.cells(lines, predicted)):
            version = others[line, name] if name else records[line]
            found[line]["fields"].setdefault(field, []).append([version, cell])
    return found


def compare_request(site, ranges):
    plain = Plain()
    plain.varint(site, len(ranges))
    for everyone, first, last in ranges:
        plain.numbers += bytes([everyone]) + fixed(first) + fixed(last)
    return plain.frame(5)


def compare_reply(data):
    message = Message(data, 6)
    numbers = message.numbers
    heads = message.cursor()
    parts = numbers.list(lambda: numbers.list(
        lambda: (numbers.fixed(), numbers.varint(), numbers.fixed(), numbers.fixed())))
    message.finish()
    return heads, parts


def digest(row):
    """2.16: what one record adds to its scope's two sums."""
    out = fixed(row["record"]) + fixed(row["scope"])[4:]
    for number, versions in sorted((int(n), v) for n, v in row["fields"].items()):
        if len(versions) == 1 and versions[0] == [row["record"], None]:
            continue
        for version, cell in sorted(versions, key=lambda v: v[0]):
            out += bytes([number]) + fixed(version)
            if cell is None:
                out += b"\0"
            elif isinstance(cell, int):
                out += b"\1" + fixed(cell)
            else:
                out += b"\2" + fixed(len(cell.encode()))[4:] + cell.encode()
    hashed = Bytes(hashlib.sha256(out).digest())
    return hashed.fixed(), hashed.fixed()
