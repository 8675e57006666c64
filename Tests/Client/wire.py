"""The bytes of Protocol/Sync.md, chapters 4 to 7, as far as a small client needs them.

Written from that text and the files beside it alone; nothing of the program is used.
"""
import hashlib
import pathlib
import struct
import zlib

PROTOCOL = pathlib.Path(__file__).resolve().parents[2] / "Protocol"
MASK = (1 << 64) - 1
BODY_MAX, PLAIN_MAX = 8 << 20, 64 << 20


class Broken(Exception):
    """The bytes break a rule of the text."""


def signed(value):
    return value - (1 << 64) if value >> 63 else value


def zigzag(value):
    return (value << 1 ^ value >> 63) & MASK


def unzigzag(value):
    return signed(value >> 1 ^ -(value & 1) & MASK)


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out) + bytes([value])


def fixed(value):
    return struct.pack(">Q", value & MASK)


def change_id(writer, counter):
    return writer << 39 | counter


class Bytes:
    """Reads from the front of some bytes."""

    def __init__(self, data):
        self.data, self.place = data, 0

    def take(self, count):
        if self.place + count > len(self.data):
            raise Broken("truncated")
        self.place += count
        return self.data[self.place - count:self.place]

    def byte(self):
        return self.take(1)[0]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.byte()
            if shift == 63 and byte > 1 or shift and byte == 0:
                raise Broken("badVarint")
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def fixed(self):
        return struct.unpack(">Q", self.take(8))[0]

    def list(self, item):
        return [item() for _ in range(self.varint())]

    def option(self, item):
        return item() if self.byte() else None


class Plain:
    """The three streams of 4.3, to be written."""

    def __init__(self):
        self.numbers, self.long, self.texts = bytearray(), bytearray(), bytearray()

    def varint(self, *values):
        for value in values:
            self.numbers += varint(value)

    def text(self, text):
        data = text.encode()
        self.varint(len(data))
        self.texts += data

    def column(self, values):
        """Layout 3, zigzag, no predictor: any numbers."""
        if values:
            self.numbers.append(3 | 8)
            for value in values:
                self.long += varint(zigzag(value))

    def cells(self, cells):
        """6.3: None, whole numbers and texts."""
        if not cells:
            return
        kinds = [0 if c is None else 1 if isinstance(c, int) else 2 for c in cells]
        self.numbers.append(kinds[0] if len(set(kinds)) == 1 else 4)
        if len(set(kinds)) > 1:
            self.column(kinds)
        self.column([c for c in cells if isinstance(c, int)])
        texts = [c.encode() for c in cells if isinstance(c, str)]
        if texts:
            self.numbers.append(0)
            self.column([len(text) for text in texts])
            self.texts += b"".join(texts)

    def frame(self, kind):
        plain = varint(len(self.numbers)) + varint(len(self.long))
        plain += self.numbers + self.long + self.texts
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(plain) + packer.flush()
        coding, body = (1, packed) if len(packed) < len(plain) else (0, plain)
        head = b"AMDS" + bytes([1, kind, coding]) + varint(len(plain))
        return head + hashlib.sha256(plain).digest()[:8] + body


def inflated(data, count):
    out = b""
    while len(out) < count:
        stream = zlib.decompressobj(-15)
        more = stream.decompress(data, count - len(out) + 1)
        if not more or not stream.eof:
            raise Broken("notInflatable")
        out, data = out + more, stream.unused_data
    if len(out) != count or data:
        raise Broken("notInflatable")
    return out


WORDS = (PROTOCOL / "words.txt").read_bytes().split(b"\n")[:-1]


def spoken(data):
    """4.4: words by number, written out."""
    out, place = bytearray(), 0
    while place < len(data):
        byte = data[place]
        if byte < 0x80 or 0xC2 <= byte <= 0xF4:
            size = 1 if byte < 0x80 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            out += data[place:place + size]
            place += size
            continue
        space = bool(out) and out[-1] not in b"\n\r\t -/('\"[#&*"
        if byte == 0xFE:
            space, place = not space, place + 1
        if space:
            out += b" "
        before = bytes(out).rstrip(b" \n")
        capital, shout = not before or before[-1] in b".!?", False
        if data[place] == 0xFD:
            capital, place = not capital, place + 1
        elif data[place] == 0xFF:
            shout, place = True, place + 1
        byte, place = data[place], place + 1
        if byte < 0xB8:
            word = WORDS[byte - 0x80]
        else:
            page = byte - 0xB8 if byte <= 0xC1 else byte - 0xF5 + 10
            word = WORDS[56 + 256 * page + data[place]]
            place += 1
        if shout:
            word = bytes(b - 32 if 97 <= b <= 122 else b for b in word)
        elif capital and 97 <= word[0] <= 122:
            word = bytes([word[0] - 32]) + word[1:]
        out += word
    return bytes(out)


class Message:
    """A frame, unpacked into its three streams, to be read."""

    def __init__(self, data, kind):
        if len(data) > BODY_MAX or data[:4] != b"AMDS" or data[4] != 1 or data[5] != kind:
            raise Broken("notAFrame")
        head = Bytes(data)
        head.take(6)
        coding, count, mark = head.byte(), head.varint(), head.take(8)
        if count > PLAIN_MAX:
            raise Broken("tooLarge")
        body = data[head.place:]
        if coding == 2:
            start = Bytes(body)
            size = start.varint()
            worded = inflated(body[start.place:], size)
            lengths = Bytes(worded)
            texts = lengths.varint() + lengths.varint()
            texts += lengths.place
            plain = worded[:texts] + spoken(worded[texts:])
        else:
            plain = inflated(body, count) if coding == 1 else body
        if len(plain) != count or hashlib.sha256(plain).digest()[:8] != mark:
            raise Broken("corrupted")
        lengths = Bytes(plain)
        first, second = lengths.varint(), lengths.varint()
        start = lengths.place
        self.numbers = Bytes(plain[start:start + first])
        self.long = Bytes(plain[start + first:start + first + second])
        self.texts = Bytes(plain[start + first + second:])
        self.texts.data.decode()

    def finish(self):
        for stream in (self.numbers, self.long, self.texts):
            if stream.place != len(stream.data):
                raise Broken("trailing")

    def text(self):
        return self.texts.take(self.numbers.varint()).decode()

    def column(self, count, lines=None, predicted=None):
        """6.1. `lines` says of each value its line; `predicted` what 2 to 4 add for a line."""
        if not count:
            return []
        head = self.numbers.byte()
        layout, predictor = head & 7, head >> 4 & 7
        unit = self.numbers.varint() if head & 128 else 1
        number = self.numbers.varint
        if layout == 0:
            stored = [number()] * count
        elif layout == 1:
            stored = [self.numbers.byte() for _ in range(count)]
        elif layout == 2:
            stored = []
            while len(stored) < count:
                value = number()
                stored += [value] * (number() + 1)
        elif layout == 3:
            stored = [self.long.varint() for _ in range(count)]
        elif layout == 4:
            stored = [self.long.fixed() for _ in range(count)]
        else:
            raise Broken("unknownForm")
        if len(stored) != count:
            raise Broken("outOfRange")
        values, before = [], 0
        for index, value in enumerate(stored):
            value = unzigzag(value) if head & 8 else signed(value)
            if predictor == 1:
                value = before = before + value
            elif predictor > 1:
                expected = predicted[predictor](lines[index])
                value += int(abs(expected) // unit) * (1 if expected >= 0 else -1)
            values.append(signed(value * unit & MASK))
        return values

    def text_column(self, count):
        if not count:
            return []
        if self.numbers.byte() == 0:
            lengths = self.column(count)
            return [self.texts.take(length).decode() for length in lengths]
        known = [self.texts.take(size).decode() for size in self.column(self.numbers.varint())]
        return [known[place] for place in self.column(count)]

    def cells(self, lines, predicted):
        """6.3, in rows: an echo is the class itself."""
        if not lines:
            return []
        form = self.numbers.byte()
        if form > 4:
            raise Broken("unknownForm")
        kinds = self.column(len(lines)) if form == 4 else [form] * len(lines)
        numbers = iter(self.column(
            kinds.count(1), [line for line, kind in zip(lines, kinds) if kind == 1], predicted))
        texts = iter(self.text_column(kinds.count(2)))
        take = {0: lambda: None, 1: lambda: next(numbers), 2: lambda: next(texts),
                3: lambda: Echo}
        return [take[kind]() for kind in kinds]

    def cursor(self):
        return self.numbers.varint(), self.numbers.varint()


class Echo:
    """A text that the receiver wrote itself."""
