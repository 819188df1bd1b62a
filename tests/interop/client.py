#!/usr/bin/env python3
"""A client of the Sổ CLB sync protocol, written from docs/sync-protocol.md alone.

    client.py check-vectors FOLDER [DICTIONARIES]
                                        compare this file with docs/vectors; the last line counts
    client.py write-vector FOLDER       write FOLDER/foreign.json: frames by the plainest rules, for others to read
    client.py visit --centre URL --club NUMBER --code DIGITS [--person NAME] [--note TEXT]
                                        connect, fetch the club, record a home visit, send it, compare the sums
    client.py read --centre URL --club NUMBER --code DIGITS
                                        connect, fetch the club, say what is in it

It needs Python 3.10, `cryptography` for Ed25519 and `zstandard`. It keeps everything in memory: a client for people
keeps its key, its journal with the salts, and what the centre has confirmed on disk, and it writes an op down before it
says "saved".
The numbers in brackets are the chapters of the document.
"""

import argparse
import hashlib
import http.client
import json
import os
import struct
import sys
import time
import urllib.parse
import zlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

MEDIA_TYPE = "application/vnd.clubbook.sync"
APP = "clubbook-example 1.0"
NIL = bytes(16)


class Damaged(Exception):
    """Bytes that are not what they should be."""


def require(condition, what):
    if not condition:
        raise Damaged(what)


# --- bytes [2] --------------------------------------------------------------------------------------------------------


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def zigzag(number):
    return ((number << 1) ^ (number >> 63)) & (2**64 - 1)


def unzigzag(number):
    return (number >> 1) ^ -(number & 1)


def with_length(data):
    return varint(len(data)) + data


class Reader:
    """Reads from the front of some bytes."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def at_end(self):
        return self.at == len(self.data)

    def left(self):
        return len(self.data) - self.at

    def raw(self, length):
        require(length <= self.left(), "cut")
        self.at += length
        return self.data[self.at - length : self.at]

    def u8(self):
        return self.raw(1)[0]

    def varint(self):
        number = shift = 0
        while True:
            byte = self.u8()
            number |= (byte & 0x7F) << shift
            require(number < 2**64 and shift < 70, "a varint of more than 64 bits")
            if byte < 0x80:
                require(byte or not shift, "a varint with a needless byte")
                return number
            shift += 7

    def bytes(self):
        return self.raw(self.varint())

    def many(self, read, count=None):
        """`count` things, or as many as there are until the end."""
        things = []
        while len(things) < count if count is not None else not self.at_end():
            things.append(read())
        return things


def whole(data, read):
    """What `read` makes of all of `data`."""
    reader = Reader(data)
    result = read(reader)
    require(reader.at_end(), "bytes are left over")
    return result


def sha128(*parts):
    return hashlib.sha256(b"".join(parts)).digest()[:16]


# --- values [3] -------------------------------------------------------------------------------------------------------

NONE, BOOL, INT, INSTANT, DAY, PARTIAL_DATE, ENUM, TEXT, DECIMAL, REF, BLOB, ERASED = (
    0, 9, 17, 25, 33, 41, 49, 58, 65, 74, 82, 88,
)  # fmt: skip


class Value(NamedTuple):
    """A type byte, and the payload as on the wire: nothing, a number or bytes. Values are equal when these are."""

    type: int
    payload: object = None

    def encode(self):
        head = bytes([self.type])
        if self.type & 7 == 0:
            return head
        return head + (varint(self.payload) if self.type & 7 == 1 else with_length(self.payload))

    @staticmethod
    def decode(reader):
        value_type = reader.u8()
        form = value_type & 7
        require(form <= 2, "a value whose length nobody can tell")
        return Value.of(value_type, None if form == 0 else reader.varint() if form == 1 else bytes(reader.bytes()))

    @staticmethod
    def of(value_type, payload):
        """A value whose payload is checked where the type is known."""
        if value_type == BOOL:
            require(payload <= 1, "neither yes nor no")
        elif value_type == DAY:
            require(-(2**31) <= unzigzag(payload) < 2**31, "a day out of range")
        elif value_type in (ENUM, PARTIAL_DATE):
            require(payload < 2**32, "a number out of range")
        elif value_type == TEXT:
            try:
                payload.decode()
            except UnicodeDecodeError:
                raise Damaged("text that is not UTF-8") from None
        elif value_type == REF:
            whole(payload, lambda r: (r.varint(), r.raw(16)))
        return Value(value_type, payload)


ERASED_VALUE = Value(ERASED)
YES, NO = Value(BOOL, 1), Value(BOOL, 0)


def text(words):
    return Value(TEXT, words.encode())


def integer(number):
    return Value(INT, zigzag(number))


def day(days_since_1970):
    return Value(DAY, zigzag(days_since_1970))


def choice(number):
    return Value(ENUM, number)


def reference(kind, record):
    return Value(REF, varint(kind) + record)


def referred(value):
    """Kind and record of a reference."""
    return whole(value.payload, lambda r: (r.varint(), bytes(r.raw(16))))


# --- ids [4] ----------------------------------------------------------------------------------------------------------


class OpId(NamedTuple):
    """Device (8 bytes) and number; they sort as on the wire."""

    device: bytes
    seq: int

    def encode(self):
        return self.device + varint(self.seq)

    @staticmethod
    def decode(reader):
        return OpId(bytes(reader.raw(8)), reader.varint())


class Book(NamedTuple):
    club: bytes
    kind: int
    part: bytes = NIL

    def encode(self):
        return self.club + bytes([self.kind]) + self.part

    @staticmethod
    def decode(reader):
        return Book(bytes(reader.raw(16)), reader.u8(), bytes(reader.raw(16)))


ROSTER, CARE = 1, 2


def device_of(public_key):
    return hashlib.sha256(public_key).digest()[:8]


def fingerprint(public_key):
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    bits = int.from_bytes(device_of(public_key), "big")
    digits = [letters[bits >> (59 - 5 * place) & 31] for place in range(12)]
    return "-".join("".join(digits[at : at + 4]) for at in (0, 4, 8))


def record_of_op(op, index=0):
    return op.device + op.seq.to_bytes(6, "big") + index.to_bytes(2, "big")


def derived_record(kind, key):
    return sha128(b"clubbook/record/1", varint(kind), *(value.encode() for value in key))


# --- ops [5] ----------------------------------------------------------------------------------------------------------

APP_SOURCE = 0
SET, ONCE = 2, 1


def tag(number, merge_class=0):
    return number << 3 | merge_class


@dataclass(frozen=True)
class Change:
    tag: int
    element: bytes
    value: Value
    over: tuple = ()


def former_flags(former, new_name):
    """The bits that say that there is a former number, and whether the name is another one."""
    return 0 if not former else 2 if former[2] else 2 | new_name


@dataclass(frozen=True)
class Op:
    id: OpId
    hlc: int
    author: bytes
    book: Book
    kind: int
    entity: bytes
    changes: tuple
    source: int = APP_SOURCE
    on_behalf_of: bytes | None = None
    former: tuple | None = None  # OpId, chain value, whether it keeps that name

    def encode(self):
        out = [b"\1", self.id.encode(), varint(self.hlc)]
        out.append(bytes([(1 if self.on_behalf_of else 0) | former_flags(self.former, 4)]))
        out.append(self.author)
        if self.on_behalf_of:
            out.append(self.on_behalf_of)
        if self.former:
            out += [self.former[0].encode(), self.former[1]]
        out += [bytes([self.source]), self.book.encode(), varint(self.kind), self.entity, varint(len(self.changes))]
        for change in self.changes:
            out += [varint(change.tag), with_length(change.element), change.value.encode(), varint(len(change.over))]
            out += [seen.encode() for seen in change.over]
        return b"".join(out)

    @staticmethod
    def decode(data):
        return whole(data, Op._read).checked()

    @staticmethod
    def _read(r):
        require(r.u8() == 1, "an op of another version")
        op_id, hlc, flags = OpId.decode(r), r.varint(), r.u8()
        require(hlc < 2**56 and flags < 8 and flags & 6 != 4, "an op out of range")
        author = bytes(r.raw(16))
        on_behalf_of = bytes(r.raw(16)) if flags & 1 else None
        former = (OpId.decode(r), bytes(r.raw(16)), not flags & 4) if flags & 2 else None
        source, book, kind, entity = r.u8(), Book.decode(r), r.varint(), bytes(r.raw(16))
        changes = tuple(Op._read_change(r) for _ in range(r.varint()))
        return Op(op_id, hlc, author, book, kind, entity, changes, source, on_behalf_of, former)

    @staticmethod
    def _read_change(r):
        number, element, value = r.varint(), bytes(r.bytes()), Value.decode(r)
        return Change(number, element, value, tuple(OpId.decode(r) for _ in range(r.varint())))

    def checked(self):
        """The same op, or an error when its parts do not stand in their only order."""
        require(0 < self.id.seq < 2**48, "an op's number")
        require(self.changes, "an op without a change")
        keys = [(change.tag, change.element) for change in self.changes]
        require(all(a < b for a, b in zip(keys, keys[1:])), "changes out of order")
        for change in self.changes:
            require(all(a < b for a, b in zip(change.over, change.over[1:])), "seen ops out of order")
        return self

    def name(self):
        """By what states know the op [5.4]."""
        if not self.former:
            return self.id
        op, chain, keeps_name = self.former
        if keeps_name:
            return op
        return OpId(hashlib.sha256(b"clubbook/name/1" + op.encode() + chain).digest()[:8], op.seq)

    def erased(self):
        """What stays of the op when its entity was erased [14]."""
        over = {}
        for change in self.changes:
            over.setdefault(change.tag, set()).update(change.over)
        stubs = tuple(Change(t, b"", ERASED_VALUE, tuple(sorted(seen))) for t, seen in sorted(over.items()))
        return replace(self, changes=stubs)


# --- merging and sums [6] ---------------------------------------------------------------------------------------------


class Entry(NamedTuple):
    hlc: int
    author: bytes
    on_behalf_of: bytes | None
    source: int
    value: Value


class Field:
    def __init__(self):
        self.heads, self.superseded = {}, set()

    def supersede(self, op):
        self.heads.pop(op, None)
        self.superseded.add(op)

    def enter(self, op, entry):
        if op in self.superseded:
            return
        known = self.heads.get(op)
        if known:
            # The same op again: the smaller reading holds, and a stub stays a stub.
            is_erased = ERASED_VALUE in (known.value, entry.value)
            entry = min(known, entry, key=lambda e: e.hlc)
            entry = entry._replace(value=ERASED_VALUE) if is_erased else entry
        self.heads[op] = entry

    def shown(self):
        """Distinct values of the heads, the latest first."""
        latest = sorted(self.heads, key=lambda op: (self.heads[op].hlc, op), reverse=True)
        return list(dict.fromkeys(self.heads[op].value for op in latest))


class State:
    """The state of one entity: (tag, element) to its heads and the ids of what they superseded."""

    def __init__(self):
        self.fields = {}

    def _field(self, number, element):
        return self.fields.setdefault((number, element), Field())

    def fold(self, op, effective=None):
        name = op.name()
        for change in op.changes:
            if change.tag & 7 == ONCE and op.entity[:14] != record_of_op(name)[:14]:
                continue
            target = self._field(change.tag, change.element)
            for seen in change.over:
                target.supersede(seen)
            hlc = op.hlc if effective is None else effective
            target.enter(name, Entry(hlc, op.author, op.on_behalf_of, op.source, change.value))

    def erase(self):
        """Takes out every value; elements of sets are values, too."""
        old, self.fields = self.fields, {}
        for (number, _), source in old.items():
            target = self._field(number, b"")
            for op in source.superseded:
                target.supersede(op)
            for op, entry in source.heads.items():
                target.enter(op, entry._replace(value=ERASED_VALUE))

    def shown(self, number, element=b""):
        """The value that is shown of a field, or None."""
        found = self.fields.get((number, element))
        values = found.shown() if found else []
        return values[0] if values and values[0].type not in (NONE, ERASED) else None

    def elements(self, number):
        """The elements that are in a set."""
        inside = sorted(key[1] for key in self.fields if key[0] == number and self.shown(*key) == YES)
        return [whole(element, Value.decode) for element in inside]

    def encode(self):
        ops = {op: entry for f in self.fields.values() for op, entry in f.heads.items()}
        order = sorted(ops)
        out = [varint(len(order))]
        for op in order:
            entry = ops[op]
            out += [op.encode(), varint(entry.hlc), entry.author, bytes([1 if entry.on_behalf_of else 0])]
            out += [entry.on_behalf_of or b"", bytes([entry.source])]
        out.append(varint(len(self.fields)))
        for (number, element), f in sorted(self.fields.items()):
            out += [varint(number), with_length(element), varint(len(f.heads))]
            for op in sorted(f.heads):
                out += [varint(order.index(op)), f.heads[op].value.encode()]
            out.append(varint(len(f.superseded)))
            out += [op.encode() for op in sorted(f.superseded)]
        return b"".join(out)


def sum_of_entity(entity, state_bytes):
    return int.from_bytes(sha128(b"clubbook/sum/1", entity, state_bytes), "big")


def bucket_of(entity):
    mixed = 0
    for byte in entity:
        mixed ^= byte
    return mixed % 64


def bucket_sums(states):
    """The 64 sums of a book: entity to state."""
    sums = [0] * 64
    for entity, state in states.items():
        bucket = bucket_of(entity)
        sums[bucket] = (sums[bucket] + sum_of_entity(entity, state.encode())) % 2**128
    return sums


def digest_of_books(books):
    """Handle, cursor and sum of each, ascending by handle."""
    return sha128(b"clubbook/books/1", *(struct.pack(">QQ", h, c) + s.to_bytes(16, "big") for h, c, s in books))


# --- keys and the chain [7] -------------------------------------------------------------------------------------------

SEGMENT = 256


def chain_start(public_key):
    return sha128(b"clubbook/chain/1", public_key)


def chain_next(chain, salt, op_bytes):
    return sha128(chain, hashlib.sha256(salt + op_bytes).digest())


def segment_of(seq):
    return (seq - 1) // SEGMENT


def _signed(purpose, data):
    return b"clubbook/sign/" + purpose.encode() + b"/1\0" + data


class KeyPair:
    def __init__(self, secret=None):
        self.private = Ed25519PrivateKey.from_private_bytes(secret or os.urandom(32))
        self.public = self.private.public_key().public_bytes_raw()
        self.device = device_of(self.public)

    def sign(self, purpose, data):
        return self.private.sign(_signed(purpose, data))


def verify(public_key, purpose, data, signature):
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, _signed(purpose, data))
    except (InvalidSignature, ValueError):
        raise Damaged("a signature does not verify") from None


def open_signed(public_key, purpose, data):
    """The bytes before the signature at the end."""
    require(len(data) >= 64, "cut")
    verify(public_key, purpose, data[:-64], data[-64:])
    return data[:-64]


# --- frames: outside [8] ----------------------------------------------------------------------------------------------

PUSH, PULL, SNAPSHOT = 1, 2, 3
PAYLOAD_LIMIT, ROW_LIMIT, CHANGE_LIMIT = 4 << 20, 1 << 16, 1 << 18
RECORD_LIMIT, HEAD_LIMIT = 1 << 18, 256

# Number to bytes. This client announces none, so the centre sends it none.
DICTIONARIES = {0: b""}


def assemble(kind, header, payload, key):
    purpose = "push-frame" if kind == PUSH else "pull-frame"
    pressed = zstandard.ZstdCompressor(level=9).compress(payload)
    body = b"CLBF" + bytes([1, kind]) + with_length(header) + b"\0" + varint(len(payload)) + with_length(pressed)
    return body + struct.pack(">I", zlib.crc32(body)) + key.sign(purpose, body)


def take_apart(data, public_key):
    """Kind, header and decompressed payload of a frame that its key has signed."""
    r = Reader(data)
    require(r.raw(4) == b"CLBF" and r.u8() == 1, "no frame of this version")
    kind = r.u8()
    require(kind in (PUSH, PULL, SNAPSHOT), "a frame of an unknown kind")
    header, dictionary, length, pressed = r.bytes(), r.u8(), r.varint(), r.bytes()
    body = data[: r.at]
    require(r.raw(4) == struct.pack(">I", zlib.crc32(body)), "a frame's checksum")
    verify(public_key, "push-frame" if kind == PUSH else "pull-frame", body, r.raw(64))
    require(r.at_end(), "bytes behind a frame")
    require(dictionary in DICTIONARIES, "a frame with an unknown dictionary")
    # Before anything is decompressed: what zstd itself says must not be more than the frame says, nor than we take.
    require(length <= PAYLOAD_LIMIT, "a frame that grows too large")
    try:
        require(zstandard.frame_content_size(pressed) in (length, -1), "a frame's length")
        words = DICTIONARIES[dictionary]
        known = zstandard.ZstdCompressionDict(words) if words else None
        payload = zstandard.ZstdDecompressor(dict_data=known).decompress(pressed, max_output_size=length)
    except zstandard.ZstdError:
        raise Damaged("a frame's compressed payload") from None
    require(len(payload) == length, "a frame's length")
    return kind, header, payload


class PushFrame(NamedTuple):
    device: bytes
    first: int
    count: int
    before: bytes
    after: bytes
    salts: dict
    ops: list


class CentreFrame(NamedTuple):
    kind: int
    epoch: bytes
    ranges: list  # Book, from, to
    rows: list  # Op, number in the book, effective reading or None


def write_push_frame(key, before, salts, ops):
    """A run of a device's journal. `salts`: segment to salt."""
    after = before
    for op in ops:
        after = chain_next(after, salts[segment_of(op.id.seq)], op.encode())
    header = key.device + varint(ops[0].id.seq) + varint(len(ops)) + before + after
    touched = sorted({segment_of(op.id.seq) for op in ops})
    payload = varint(len(touched)) + b"".join(varint(number) + salts[number] for number in touched)
    return assemble(PUSH, header, payload + plain_rows(ops), key)


def read_push_frame(data, public_key):
    kind, header, payload = take_apart(data, public_key)
    require(kind == PUSH, "no push frame")
    device, first, count, before, after = whole(
        header, lambda h: (bytes(h.raw(8)), h.varint(), h.varint(), bytes(h.raw(16)), bytes(h.raw(16)))
    )
    require(device == device_of(public_key), "a frame of another device")
    r = Reader(payload)
    salts = dict(r.many(lambda: (r.varint(), bytes(r.raw(16))), r.varint()))
    _, rows = read_rows(r)
    require(r.at_end() and len(rows) == count, "a push frame's rows")
    chain = before
    for seq, (op, _, _) in enumerate(rows, first):
        require(op.id == OpId(device, seq) and segment_of(seq) in salts, "a hole in a journal")
        chain = chain_next(chain, salts[segment_of(seq)], op.encode())
    require(chain == after, "a journal's chain")
    return PushFrame(device, first, count, before, after, salts, [op for op, _, _ in rows])


def read_centre_frame(data, public_key):
    kind, header, payload = take_apart(data, public_key)
    require(kind != PUSH and len(header) == 16, "no frame of a centre")
    ranges, rows = whole(payload, read_rows)
    return CentreFrame(kind, bytes(header), ranges, rows)


# --- frames: rows by the plainest rules [8.6] -------------------------------------------------------------------------

# The columns of a kind besides those of its values, in their order.
SEQ, SECONDS, COUNTER, BOOK, BOOK_SEQ, AUTHOR, ON_BEHALF_OF, EFFECTIVE, FORMER_DEVICE, FORMER_SEQ, NAMED, OVER_DEVICE, OVER_SEQ = (
    range(13)
)  # fmt: skip
EACH_ROW = 6
# Columns beside the values, under type bytes that no value has.
BESIDE, MASK = 255, 254
# What an element is in a shape.
ABSENT, ONE, RAW, RUN, BITS = range(5)


def plain_column(numbers):
    """Form 1, offsets from 0. A column of nothing is nothing."""
    return b"\1\0" + b"".join(varint(number) for number in numbers) if numbers else b""


def base_of(value_type, hlc):
    """What a value is written as the distance from: the day or the second of its row's clock reading."""
    seconds = hlc >> 16
    if value_type == DAY:
        return (seconds + 7 * 3600) // 86400
    return seconds if value_type == INSTANT else 0


class PlainKind:
    """The columns of one kind, of rows that lean on nothing: each has a shape of its own."""

    def __init__(self):
        self.shapes, self.plain, self.chains = [], [[] for _ in range(13)], b""
        self.numbers, self.strings = {}, {}

    def add(self, op, place, steps):
        flags = (1 if op.on_behalf_of else 0) | former_flags(op.former, 8)
        shape = bytes([op.source, flags, 3]) + varint(len(op.changes))
        device = place("devices", op.id.device)
        next_seq, last_seconds = steps.get(device, (0, 0))
        seconds = op.hlc >> 16
        steps[device] = op.id.seq + 1, seconds
        row = [zigzag(op.id.seq - next_seq), zigzag(seconds - last_seconds), op.hlc & 0xFFFF]
        row += [place("books", op.book) + 1, 0, place("ids", op.author)]
        for column, number in enumerate(row):
            self.plain[column].append(number)
        if op.on_behalf_of:
            self.plain[ON_BEHALF_OF].append(place("ids", op.on_behalf_of))
        if op.former:
            self.plain[FORMER_DEVICE].append(place("devices", op.former[0].device))
            self.plain[FORMER_SEQ].append(op.former[0].seq)
            self.chains += op.former[1]
        self.plain[NAMED].append(place("ids", op.entity))
        for change in op.changes:
            shape += varint(change.tag) + bytes([RAW if change.element else ABSENT, change.value.type])
            shape += varint(len(change.over))
            if change.element:
                self.strings.setdefault((change.tag, True, BESIDE), []).append(change.element)
            self.add_value(change.tag, change.value, op.hlc, place)
            for seen in change.over:
                self.plain[OVER_DEVICE].append(place("devices", seen.device))
                self.plain[OVER_SEQ].append(zigzag(op.id.seq - seen.seq))
        self.shapes.append(shape)

    def add_value(self, number, value, hlc, place):
        key = (number, False, value.type)
        if value.type == REF:
            kind, record = referred(value)
            self.numbers.setdefault(key, []).append(3 + place("ids", record))
            self.numbers.setdefault((number, False, BESIDE), []).append(kind)
        elif value.type & 7 == 1:
            payload = value.payload
            if value.type in (DAY, INSTANT):
                payload = zigzag(unzigzag(payload) - base_of(value.type, hlc))
            self.numbers.setdefault(key, []).append(payload)
        elif value.type & 7 == 2:
            self.strings.setdefault(key, []).append(value.payload)

    def encode(self):
        # No set is written as a run, so the column of their lengths is empty.
        out = [varint(len(self.shapes)), *self.shapes, plain_column(list(range(len(self.shapes))))]
        out += [*map(plain_column, self.plain), self.chains]
        out += [plain_column(self.numbers[key]) for key in sorted(self.numbers)]
        for key in sorted(self.strings):
            out += [plain_column([len(words) for words in self.strings[key]]), *self.strings[key]]
        return b"".join(out)


def plain_rows(ops):
    """The payload of ops: every id stands in the table as it is, nothing leans on its neighbours."""
    tables, kinds, steps = {"devices": [], "ids": [], "books": []}, {}, {}

    def place(name, thing):
        table = tables[name]
        if thing not in table:
            table.append(thing)
        return table.index(thing)

    for op in ops:
        kinds.setdefault(op.kind, PlainKind()).add(op, place, steps)
    devices, ids, books = tables["devices"], tables["ids"], tables["books"]
    ranges = [[place("ids", book.club) for book in books], [book.kind for book in books]]
    ranges.append([place("ids", book.part) + 1 if book.part != NIL else 0 for book in books])
    ranges += [[0] * len(books), [0] * len(books)]
    numbers = list(kinds)
    out = [varint(len(devices)), *devices, varint(len(ids)), plain_column([0] * len(ids)), *ids]
    out += [varint(len(books)), *map(plain_column, ranges)]
    out += [varint(len(numbers)), *map(varint, numbers), varint(len(ops))]
    out.append(plain_column([numbers.index(op.kind) for op in ops]))
    out.append(plain_column([devices.index(op.id.device) for op in ops]))
    out += [columns.encode() for columns in kinds.values()]
    return b"".join(out)


# --- frames: any rows [8.3 to 8.5] ------------------------------------------------------------------------------------


def read_column(r, count):
    if count == 0:
        return []
    require(count <= CHANGE_LIMIT, "a column that is too long")
    form, smallest = r.u8(), r.varint()
    if form == 0:
        return [smallest] * count
    if form in (1, 2):
        numbers = [r.varint() for _ in range(count)]
    else:
        require(form in (3, 4), "a column of an unknown form")
        width = r.u8()
        require(width <= 8, "a column's width")
        planes = [r.raw(count) for _ in range(width)]
        numbers = [sum(plane[at] << 8 * shift for shift, plane in enumerate(planes)) for at in range(count)]
    numbers = [(number + smallest) % 2**64 for number in numbers]
    if form in (2, 4):
        previous = 0
        for at, step in enumerate(numbers):
            previous = (previous + unzigzag(step)) % 2**64
            numbers[at] = previous
    return numbers


def pick(table, place):
    require(place < len(table), "a place behind the end of a table")
    return table[place]


class ChangeShape(NamedTuple):
    tag: int
    element_is: int
    element_type: int
    value_type: int
    over: int


class Shape(NamedTuple):
    source: int
    flags: int
    entity_is: int
    key: list
    changes: list


def read_shape(r):
    source, flags, entity_is = r.u8(), r.u8(), r.u8()
    require(flags < 16 and flags & 10 != 8 and entity_is <= 3, "a shape of a newer version")
    key = r.many(r.varint, r.varint()) if entity_is == 1 else []
    return Shape(source, flags, entity_is, key, r.many(lambda: read_change_shape(r), r.varint()))


def read_change_shape(r):
    number, element_is = r.varint(), r.u8()
    require(element_is <= BITS, "a shape of a newer version")
    element_type = r.u8() if element_is in (ONE, RUN) else 0
    value_type, over = (BOOL, 0) if element_is in (RUN, BITS) else (r.u8(), r.varint())
    require(value_type & 7 <= 2 and element_type & 7 <= 2, "a value that nobody can carry")
    return ChangeShape(number, element_is, element_type, value_type, over)


def read_tables(r):
    devices = r.many(lambda: bytes(r.raw(8)), r.varint())
    count = r.varint()
    require(count <= CHANGE_LIMIT, "a table that is too long")
    makers = read_column(r, count)
    made = sum(1 for maker in makers if maker)
    numbers, indexes = iter(read_column(r, made)), iter(read_column(r, made))
    ids = []
    for maker in makers:
        if maker:
            op, index = OpId(pick(devices, maker - 1), next(numbers) % 2**48), next(indexes)
            require(index < 2**16, "the index of a record")
            ids.append(record_of_op(op, index))
        else:
            ids.append(bytes(r.raw(16)))
    return devices, ids


def read_ranges(r, ids):
    count = r.varint()
    require(count <= ROW_LIMIT, "too many books")
    clubs, kinds, parts, froms, spans = (read_column(r, count) for _ in range(5))
    ranges = []
    for at in range(count):
        require(kinds[at] < 256, "the kind of a book")
        part = pick(ids, parts[at] - 1) if parts[at] else NIL
        ranges.append((Book(pick(ids, clubs[at]), kinds[at], part), froms[at], froms[at] + spans[at]))
    return ranges


def where(value_type):
    """Where a value's payload stands: among the numbers, among the strings, or nowhere."""
    if value_type == REF or value_type & 7 == 1:
        return "numbers"
    return "strings" if value_type & 7 == 2 else None


def columns_of(number, is_element, value_type):
    """The columns that one value stands in."""
    if where(value_type):
        yield where(value_type), (number, is_element, value_type)
    if value_type == REF:
        yield "numbers", (number, is_element, BESIDE)


class KindColumns:
    """The columns of one kind, read from the front."""

    def __init__(self, r, rows, budget):
        shapes = r.many(lambda: read_shape(r), r.varint())
        of_rows = [pick(shapes, place) for place in read_column(r, rows)]
        changes = [change for shape in of_rows for change in shape.changes]
        lengths = read_column(r, sum(1 for change in changes if change.element_is == RUN))
        budget.spend(len(changes) + sum(change.over for change in changes) + sum(lengths))
        over = sum(change.over for change in changes)
        counts = [rows] * EACH_ROW
        counts += [sum(1 for shape in of_rows if shape.flags & bit) for bit in (1, 4, 2, 2)]
        counts += [sum(1 for shape in of_rows if shape.entity_is == 3), over, over]
        self.plain = [iter(read_column(r, count)) for count in counts]
        self.chains = Reader(r.raw(16 * counts[FORMER_SEQ]))
        self.shapes, self.lengths = iter(of_rows), iter(lengths)
        self.read_values(r, changes, iter(lengths), budget)

    def read_values(self, r, changes, lengths, budget):
        counts = {"numbers": {}, "strings": {}}

        def count(kind, key, how_many):
            counts[kind][key] = counts[kind].get(key, 0) + how_many

        for change in changes:
            if change.element_is == RAW:
                count("strings", (change.tag, True, BESIDE), 1)
            if change.element_is == BITS:
                count("numbers", (change.tag, True, MASK), 1)
            if change.element_is in (ONE, RUN):
                how_many = next(lengths) if change.element_is == RUN else 1
                for column in columns_of(change.tag, True, change.element_type):
                    count(*column, how_many)
            if change.element_is not in (RUN, BITS):
                for column in columns_of(change.tag, False, change.value_type):
                    count(*column, 1)
        self.values = {}
        for key, how_many in sorted(counts["numbers"].items()):
            numbers = read_column(r, how_many)
            if key[2] == MASK:
                budget.spend(sum(bin(mask).count("1") for mask in numbers))
            self.values["numbers", key] = iter(numbers)
        for key, how_many in sorted(counts["strings"].items()):
            sizes = read_column(r, how_many)
            self.values["strings", key] = iter([bytes(r.raw(size)) for size in sizes])

    def take(self, column):
        return next(self.plain[column])

    def value(self, number, is_element, value_type, context):
        hlc, part, author, previous, ids = context
        payload, *kind = [next(self.values[column]) for column in columns_of(number, is_element, value_type)] or [None]
        if value_type == REF:
            return reference(kind[0], [part, author, previous][payload] if payload < 3 else pick(ids, payload - 3))
        if value_type in (DAY, INSTANT):
            payload = zigzag(unzigzag(payload) + base_of(value_type, hlc))
        return Value.of(value_type, payload)

    def changes(self, shape, seq, devices, context):
        changes = []
        for number, element_is, element_type, value_type, over_count in shape.changes:
            if element_is == BITS:
                mask = next(self.values["numbers", (number, True, MASK)])
                elements = [choice(bit).encode() for bit in range(64) if mask >> bit & 1]
            elif element_is == RUN:
                length = next(self.lengths)
                elements = [self.value(number, True, element_type, context).encode() for _ in range(length)]
            elif element_is == ONE:
                elements = [self.value(number, True, element_type, context).encode()]
            elif element_is == RAW:
                elements = [next(self.values["strings", (number, True, BESIDE)])]
            else:
                elements = [b""]
            value = YES if element_is in (RUN, BITS) else self.value(number, False, value_type, context)
            over = [
                OpId(pick(devices, self.take(OVER_DEVICE)), (seq - unzigzag(self.take(OVER_SEQ))) % 2**64)
                for _ in range(over_count)
            ]
            changes += [Change(number, element, value, tuple(over)) for element in elements]
        return tuple(changes)


class Budget:
    """How many changes, with the ops that they name as seen, a frame may still hold."""

    def __init__(self):
        self.left = CHANGE_LIMIT

    def spend(self, count):
        self.left -= count
        require(self.left >= 0, "too many changes")


def read_rows(r):
    """Books with their ranges, and rows: (op, number in its book, effective reading)."""
    devices, ids = read_tables(r)
    ranges = read_ranges(r, ids)
    kinds = r.many(r.varint, r.varint())
    count = r.varint()
    require(count <= ROW_LIMIT, "too many rows")
    kind_places, device_places = read_column(r, count), read_column(r, count)
    require(all(place < len(kinds) for place in kind_places), "the kind of a row")
    budget = Budget()
    columns = [KindColumns(r, kind_places.count(place), budget) for place in range(len(kinds))]

    rows, steps, book_steps, previous, book_place = [], {}, {}, NIL, None
    for kind_place, device_place in zip(kind_places, device_places):
        c = columns[kind_place]
        shape = next(c.shapes)
        next_seq, last_seconds = steps.get(device_place, (0, 0))
        seq = (next_seq + unzigzag(c.take(SEQ))) % 2**64
        seconds = (last_seconds + unzigzag(c.take(SECONDS))) % 2**64
        counter, place = c.take(COUNTER), c.take(BOOK)
        require(seconds < 2**40 and counter < 2**16, "a clock reading")
        steps[device_place] = seq + 1, seconds
        book_place = place - 1 if place else book_place
        require(book_place is not None, "a row without a book")
        book, hlc = pick(ranges, book_place)[0], seconds << 16 | counter
        book_seq = (book_steps.get(book_place, 0) + unzigzag(c.take(BOOK_SEQ))) % 2**64
        book_steps[book_place] = book_seq + 1
        author = pick(ids, c.take(AUTHOR))
        on_behalf_of = pick(ids, c.take(ON_BEHALF_OF)) if shape.flags & 1 else None
        effective = c.take(EFFECTIVE) if shape.flags & 4 else None
        former = None
        if shape.flags & 2:
            former = OpId(pick(devices, c.take(FORMER_DEVICE)), c.take(FORMER_SEQ))
            former = former, bytes(c.chains.raw(16)), not shape.flags & 8
        named = pick(ids, c.take(NAMED)) if shape.entity_is == 3 else None
        changes = c.changes(shape, seq, devices, (hlc, book.part, author, previous, ids))
        op_id = OpId(pick(devices, device_place), seq)
        if shape.entity_is == 0:
            entity = record_of_op(op_id)
        elif shape.entity_is == 1:
            values = {change.tag: change.value for change in changes if not change.element}
            require(all(key in values for key in shape.key), "a key without its value")
            entity = derived_record(kinds[kind_place], [values[key] for key in shape.key])
        else:
            entity = book.part if shape.entity_is == 2 else named
        op = Op(op_id, hlc, author, book, kinds[kind_place], entity, changes, shape.source, on_behalf_of, former)
        rows.append((op.checked(), book_seq, effective))
        previous = entity
    return ranges, rows


# --- messages [9] -----------------------------------------------------------------------------------------------------


def write_fields(fields):
    """(number, bytes) each; None is left out."""
    return b"".join(varint(number) + with_length(data) for number, data in fields if data is not None)


class Message:
    """The fields of a message, by number; numbers that nobody asks for are skipped."""

    def __init__(self, data):
        r = Reader(data)
        self.fields = []
        self.starts = {}
        while not r.at_end():
            start, number = r.at, r.varint()
            self.starts.setdefault(number, start)
            self.fields.append((number, bytes(r.bytes())))

    def all(self, number):
        return [data for n, data in self.fields if n == number]

    def get(self, number, default=None):
        found = self.all(number)
        return found[0] if found else default

    def need(self, number):
        require(self.get(number) is not None, "a message without a field that it must have")
        return self.get(number)

    def number(self, number, default=None):
        data = self.get(number)
        return default if data is None else whole(data, Reader.varint)

    def list(self, number, read):
        r = Reader(self.get(number, b""))
        return r.many(lambda: read(r))


def read_point(r):
    return r.varint(), bytes(r.raw(16))


def write_point(point):
    return varint(point[0]) + point[1]


class Answer:
    """What the centre answers to a sync request."""

    def __init__(self, data):
        m = Message(data)
        # The head is guarded by a checksum, the frames behind it by their signatures.
        require(m.need(19) == struct.pack(">I", zlib.crc32(data[: m.starts[19]])), "an answer's checksum")
        self.server_time = m.number(1)
        self.challenge = m.need(2)
        self.epoch = m.need(3)
        self.lineage, handle = {}, 0
        for step, seq in m.list(4, lambda r: (r.varint(), r.varint())):
            handle += step
            self.lineage[handle] = seq
        self.standing = m.number(5, 0)
        self.acknowledged = whole(m.need(6), read_point)
        self.restamped = dict(m.list(7, lambda r: (r.varint(), r.varint())))
        self.send_from = m.number(8)
        self.quarantine = []
        for data in m.all(10):
            r = Reader(data)
            self.quarantine.append((r.varint(), r.varint(), r.raw(r.left()).decode()))
        self.rights_version = m.number(11, 0)
        self.grants = m.list(12, lambda r: (r.varint(), Book.decode(r), r.u8()))
        self.sums = m.list(13, lambda r: (r.varint(), r.varint(), int.from_bytes(r.raw(16), "big")))
        self.send_buckets = m.list(14, Reader.varint)
        self.snapshot = m.get(15)
        self.more = bool(m.number(16, 0))
        self.backup_safe = m.number(17, 0)
        self.frames = m.all(20)


class Refused(Exception):
    """The centre refused, with a code of the document [12]."""

    def __init__(self, status, code, challenge):
        super().__init__(f"the centre refused: {code} ({status})")
        self.status, self.code, self.challenge = status, code, challenge


class Centre:
    """The way to the centre."""

    def __init__(self, address):
        url = urllib.parse.urlsplit(address)
        connection = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
        self.connection = connection(url.hostname, url.port, timeout=40)

    def exchange(self, method, path, body=None):
        headers = {"accept": MEDIA_TYPE}
        if body is not None:
            headers["content-type"] = MEDIA_TYPE
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        data = response.read()
        # Whatever is of another type comes from somebody in between, a captive portal for example.
        require(response.headers.get_content_type() == MEDIA_TYPE, "this is not the centre")
        if response.status != 200:
            refusal = Message(data)
            raise Refused(response.status, refusal.need(1).decode(), refusal.get(2, b""))
        return data


# --- a phone [10, 11] -------------------------------------------------------------------------------------------------

PERSON, MEMBERSHIP, HOME_VISIT, ERASURE = 2, 3, 11, 19
READ = 1
OFFERED = 4  # received frames in one request


@dataclass
class HeldBook:
    handle: int | None = None
    rights: int = 0
    cursor: int = 0
    kinds: dict = field(default_factory=dict)  # entity to kind
    states: dict = field(default_factory=dict)  # entity to confirmed state


class Phone:
    """A device with its journal and what the centre has confirmed."""

    def __init__(self, address, key=None):
        self.centre = Centre(address)
        self.key = key or KeyPair()
        self.journal, self.salts = [], {}
        self.chain = [chain_start(self.key.public)]  # c by number
        self.acknowledged, self.quarantine, self.last_hlc = 0, {}, 0
        self.readings = {}  # the centre's clock readings of own ops, by number
        self.books, self.erased = {}, set()
        self.challenge, self.epoch, self.rights_version = b"", None, 0
        self.place = None  # in a snapshot
        # Frames as they came, each with the time since when the centre has it; those of earlier epochs are to be offered.
        self.received, self.offers, self.offered = [], [], []
        self.certificate = None
        self.compared = self.differed = self.requests = 0

    # -- connecting [10]

    def enrol(self, club_number, digits):
        """Connects with a club. A person has to agree to the centre's name and fingerprint first."""
        card = Message(self.centre.exchange("GET", "/v1/centre"))
        self.centre_name, self.centre_key = card.need(1).decode(), card.need(2)
        self.note_time(card.number(4))
        body = write_fields(
            [(1, card.need(5)), (2, varint(club_number)), (3, digits.encode()), (4, self.key.public), (5, APP.encode())]
        )
        answer = Message(self.centre.exchange("POST", "/v1/enrol", body + self.key.sign("request", body)))
        self.certificate = answer.need(1)
        says = Message(open_signed(self.centre_key, "certificate", self.certificate))
        # What stands beside the certificate is not signed: it has to say the same.
        require(
            (says.need(1), says.need(2), says.need(3)) == (self.key.public, answer.need(2), answer.need(4)),
            "a certificate",
        )
        self.club, self.person = says.need(2), says.need(3)
        self.club_name, self.person_name = answer.need(3).decode(), answer.need(5).decode()
        self.challenge = answer.need(6)
        self.note_time(answer.number(7))

    # -- time [4.4]

    def note_time(self, server_time):
        self.told, self.told_at = server_time, time.monotonic()

    def now(self):
        """The centre's time, counted on by a clock that nobody sets."""
        return self.told + int(time.monotonic() - self.told_at)

    # -- recording [5]

    def next_record(self):
        return record_of_op(OpId(self.key.device, len(self.journal) + 1))

    def record(self, book, kind, entity, values, sets=()):
        """Writes an op. `values`: (number, value); `sets`: (number, element)."""
        state = self.shown(book, entity)
        wanted = [(tag(number), b"", value) for number, value in values]
        wanted += [(tag(number, SET), element.encode(), YES) for number, element in sets]
        changes = []
        for number, element, value in sorted(wanted):
            seen = state.fields.get((number, element))
            changes.append(Change(number, element, value, tuple(sorted(seen.heads)) if seen else ()))
        self.last_hlc = max(self.now() << 16, self.last_hlc + 1)
        seq = len(self.journal) + 1
        op = Op(OpId(self.key.device, seq), self.last_hlc, self.person, book, kind, entity, tuple(changes)).checked()
        size, crowd = len(state.encode()), max((len(f.heads) for f in state.fields.values()), default=0)
        state.fold(op)
        require(len(state.encode()) <= max(RECORD_LIMIT, size), "a record that holds too much")
        heads = max((len(f.heads) for f in state.fields.values()), default=0)
        require(heads <= max(HEAD_LIMIT, crowd), "a field that was never settled")
        salt = self.salts.setdefault(segment_of(seq), os.urandom(16))
        self.journal.append(op)
        self.chain.append(chain_next(self.chain[-1], salt, op.encode()))
        return op

    def shown(self, book, entity):
        """What the centre has confirmed of an entity, with what waits folded on top."""
        state = State()
        held = self.books.get(book)
        if held and entity in held.states:
            state.fields = {key: self._copy(f) for key, f in held.states[entity].fields.items()}
        for op in self.journal:
            if (op.id.seq > self.acknowledged or op.id.seq in self.quarantine) and (op.book, op.entity) == (
                book,
                entity,
            ):
                state.fold(op.erased() if entity in self.erased else op)
        return state

    @staticmethod
    def _copy(source):
        copy = Field()
        copy.heads, copy.superseded = dict(source.heads), set(source.superseded)
        return copy

    # -- exchanging [11]

    def sync(self, ask_for_all_sums=False):
        """Exchanges until nothing is left to send or to fetch."""
        send_from, send_certificate, buckets, repaired = None, False, [], set()
        for _ in range(50):
            body = self.request(send_from, send_certificate, buckets, ask_for_all_sums)
            self.requests += 1
            try:
                answer = Answer(self.centre.exchange("POST", "/v1/sync", body))
            except Refused as refused:
                if refused.code != "challenge_expired" or not refused.challenge:
                    raise
                self.challenge = refused.challenge
                continue
            self.challenge = answer.challenge
            self.note_time(answer.server_time)
            if answer.standing == 4:
                require(not send_certificate, "the centre does not know this device nor its certificate")
                send_certificate = True
                continue
            require(answer.standing == 0, "the centre holds what this device sends (forked or revoked)")
            self.take_acknowledgement(answer)
            self.received += [(answer.server_time, data) for data in self.offered]
            del self.offers[: len(self.offered)]
            self.follow_epoch(answer)
            self.take_grants(answer)
            if answer.snapshot:
                self.place = [answer.snapshot[:8], whole(answer.snapshot[8:], Reader.varint)]
            elif not answer.more:
                self.place = None
            for data in answer.frames:
                self.apply(read_centre_frame(data, self.centre_key))
                self.received.append((answer.server_time, data))
            offers = self.go_on_offering(answer)
            differing = self.compare(answer)
            buckets = sorted(set(differing) - repaired) or answer.send_buckets
            repaired |= set(differing)
            send_from, send_certificate, ask_for_all_sums = answer.send_from, False, False
            if not (answer.more or buckets or send_from or offers or self.acknowledged < len(self.journal)):
                return
        raise Damaged("the exchange comes to no end")

    def readable(self):
        """Books with a handle that may be read, ascending by it."""
        held = [book for book in self.books.values() if book.handle is not None and book.rights & READ]
        return sorted(held, key=lambda book: book.handle)

    def request(self, send_from, send_certificate, buckets, ask_for_all_sums):
        made = len(self.journal), self.chain[-1]
        acknowledged = self.acknowledged, self.chain[self.acknowledged]
        cursors, previous = b"", 0
        for book in self.readable():
            cursors += varint(book.handle - previous) + varint(book.cursor)
            previous = book.handle
        digest = None
        if made == acknowledged:
            sums = [(book.handle, book.cursor, sum(bucket_sums(book.states)) % 2**128) for book in self.readable()]
            # The centre tells the sums of all books when the digest is not its own: no digest is sixteen zero bytes.
            digest = bytes(16) if ask_for_all_sums else digest_of_books(sums)
        fields = [
            (1, varint(1)),
            (2, self.key.device),
            (3, self.challenge),
            (4, write_point(made)),
            (5, write_point(acknowledged) if acknowledged != made else None),
            (6, self.epoch),
            (7, cursors),
            (8, digest),
            (9, varint(1 << 20)),
            (11, varint(self.rights_version)),
            (12, self.place[0] + varint(self.place[1]) if self.place else None),
            (13, self.certificate if send_certificate else None),
        ]
        for handle in buckets:
            held = next((book for book in self.readable() if book.handle == handle), None)
            if held:
                sums = b"".join(part.to_bytes(16, "big") for part in bucket_sums(held.states))
                fields.append((14, varint(handle) + sums))
        fields.append((15, APP.encode()))
        first = send_from or self.acknowledged + 1
        for start in range(first, len(self.journal) + 1, 500):
            ops = self.journal[start - 1 : start + 499]
            fields.append((16, write_push_frame(self.key, self.chain[start - 1], self.salts, ops)))
        self.offered = self.offers[:OFFERED]
        fields += [(16, data) for data in self.offered]
        given = [(n, reading) for n, reading in sorted(self.readings.items()) if n >= first]
        told = b"".join(self.key.device + varint(n) + varint(reading) for n, reading in given)
        fields.append((19, told or None))
        body = write_fields(fields)
        return body + self.key.sign("request", body)

    def take_acknowledgement(self, answer):
        seq, chain = answer.acknowledged
        require(
            seq <= len(self.journal) and self.chain[seq] == chain,
            "the centre's journal of this device is another: a fork",
        )
        put_aside = {n: why for a, b, why in answer.quarantine if why for n in range(a, min(b, seq) + 1)}
        released = [n for a, b, why in answer.quarantine if not why for n in range(a, min(b, seq) + 1)]
        fresh = [n for n in range(self.acknowledged + 1, seq + 1) if n not in put_aside]
        self.quarantine.update(put_aside)
        for number in released:
            self.quarantine.pop(number, None)
        for number, reading in answer.restamped.items():
            self.note_reading(number, reading)
        for number in fresh + released:
            self.confirm(self.journal[number - 1], self.readings.get(number))
        if answer.restamped and seq > self.acknowledged:
            self.last_hlc = answer.restamped[max(answer.restamped)]
        self.acknowledged = max(self.acknowledged, seq)

    def note_reading(self, number, reading):
        """The smallest counts; a centre that was restored has to be told of it."""
        self.readings[number] = min(reading, self.readings.get(number, reading))

    def go_on_offering(self, answer):
        """Whether there are more received frames that a restored centre may lack; those in its backups are dropped."""
        if answer.backup_safe <= answer.server_time:
            self.received = [(at, data) for at, data in self.received if at >= answer.backup_safe]
        return bool(self.offers)

    def follow_epoch(self, answer):
        """A restored centre: cursors go back to where the old epoch still holds, handles and rights are told anew."""
        if self.epoch not in (None, answer.epoch):
            self.offers += [data for _, data in self.received]
            self.received = []
            for book in self.books.values():
                book.cursor = min(book.cursor, answer.lineage.get(book.handle, 0))
                book.handle = None
            self.rights_version, self.place = 0, None
        self.epoch = answer.epoch

    def take_grants(self, answer):
        if not answer.grants:
            return
        for book in self.books.values():
            book.rights = 0
        for handle, book, rights in answer.grants:
            held = self.books.setdefault(book, HeldBook())
            held.handle, held.rights = handle, rights
        self.rights_version = answer.rights_version

    def apply(self, frame):
        """All of a frame, its cursors with it: in a store this is one transaction."""
        for op, _, effective in frame.rows:
            if effective is not None and op.id.device == self.key.device:
                self.note_reading(op.id.seq, effective)
            self.confirm(op, effective)
        for book, start, end in frame.ranges:
            held = self.books.setdefault(book, HeldBook())
            # A frame that begins behind the cursor would leave a hole; its rows do no harm.
            if start <= held.cursor < end:
                held.cursor = end
        if frame.kind == SNAPSHOT and self.place:
            self.place[1] += 1

    def confirm(self, op, effective):
        held = self.books.setdefault(op.book, HeldBook())
        held.kinds.setdefault(op.entity, op.kind)
        op = op.erased() if op.entity in self.erased else op
        held.states.setdefault(op.entity, State()).fold(op, effective)
        if op.kind == ERASURE:
            for change in op.changes:
                if change.tag == tag(1) and op.entity == derived_record(ERASURE, [change.value]):
                    self.erase(referred(change.value)[1])

    def erase(self, record):
        self.erased.add(record)
        for held in self.books.values():
            if record in held.states:
                held.states[record].erase()

    def compare(self, answer):
        """Handles of the books whose sum here is not the centre's, among those that stand where the centre says."""
        differing = []
        by_handle = {book.handle: book for book in self.readable()}
        for handle, seq, theirs in answer.sums:
            held = by_handle.get(handle)
            if held and held.cursor == seq:
                self.compared += 1
                if sum(bucket_sums(held.states)) % 2**128 != theirs:
                    self.differed += 1
                    differing.append(handle)
        return differing

    # -- what is in the books

    def of_kind(self, kind):
        found = [(book, entity) for book, held in self.books.items() for entity, k in held.kinds.items() if k == kind]
        found += [(op.book, op.entity) for op in self.journal if op.kind == kind]
        return [(book, entity, self.shown(book, entity)) for book, entity in dict.fromkeys(found)]

    def members(self):
        """Person to full name, of everybody whose membership has not ended."""
        names = {entity: state.shown(tag(1)) for _, entity, state in self.of_kind(PERSON)}
        members = {}
        for _, _, state in self.of_kind(MEMBERSHIP):
            person = state.shown(tag(1))
            if person and state.shown(tag(4)) is None:
                name = names.get(referred(person)[1])
                members[referred(person)[1]] = name.payload.decode() if name else ""
        return members

    def visits(self):
        found = []
        for _, entity, state in self.of_kind(HOME_VISIT):
            person, on, note = state.shown(tag(1)), state.shown(tag(3)), state.shown(tag(8))
            found.append(
                {
                    "id": entity.hex(),
                    "person": referred(person)[1].hex() if person else None,
                    "day": unzigzag(on.payload) if on else None,
                    "note": note.payload.decode() if note else None,
                }
            )
        return sorted(found, key=lambda visit: visit["id"])

    def record_visit(self, person, note):
        """A home visit of today, with two services, by the person of this phone."""
        today = (self.now() + 7 * 3600) // 86400
        values = [(1, reference(PERSON, person)), (3, day(today)), (4, choice(2)), (8, text(note))]
        sets = [(2, reference(PERSON, self.person)), (5, choice(1)), (5, choice(7))]
        return self.record(Book(self.club, CARE, person), HOME_VISIT, self.next_record(), values, sets)

    def report(self, **more):
        sums = "match" if self.compared and not self.differed else "differ" if self.differed else "were not told"
        return {
            "centre": self.centre_name,
            "fingerprint": fingerprint(self.centre_key),
            "club": self.club_name,
            "person": self.person_name,
            "members": len(self.members()),
            "visits": self.visits(),
            "waiting": len(self.journal) - self.acknowledged,
            "quarantined": len(self.quarantine),
            "requests": self.requests,
            "sums_compared": self.compared,
            "sums": sums,
            **more,
        }


# --- this file against the vectors ------------------------------------------------------------------------------------


def describe(value):
    """A value as docs/vectors writes it."""
    kind, payload = value
    number = str(unzigzag(payload)) if isinstance(payload, int) else None
    if kind == NONE:
        return {"type": "none"}
    if kind == ERASED:
        return {"type": "erased"}
    if kind == BOOL:
        return {"type": "bool", "value": payload == 1}
    if kind in (INT, INSTANT):
        return {"type": "int" if kind == INT else "instant", "value": number}
    if kind == DAY:
        date = time.strftime("%Y-%m-%d", time.gmtime(int(number) * 86400))
        return {"type": "day", "value": number, "date": date}
    if kind == PARTIAL_DATE:
        year, month, day_of_month = payload >> 9, payload >> 5 & 15, payload & 31
        return {"type": "partial_date", "year": year, "month": month or None, "day": day_of_month or None}
    if kind == ENUM:
        return {"type": "enum", "value": str(payload)}
    if kind == TEXT:
        return {"type": "text", "value": payload.decode()}
    if kind == DECIMAL:
        mantissa = str(unzigzag(payload >> 8))
        return {"type": "decimal", "mantissa": mantissa, "scale": payload >> 5 & 7, "unit": payload & 31}
    if kind == REF:
        return {"type": "ref", "kind": referred(value)[0], "id": referred(value)[1].hex()}
    if kind == BLOB:
        digest, size, media_type = whole(payload, lambda r: (r.raw(32), r.varint(), r.varint()))
        return {"type": "blob", "hash": digest.hex(), "size": str(size), "media_type": media_type}
    carried = b"" if payload is None else varint(payload) if isinstance(payload, int) else payload
    return {"type": "unknown", "type_byte": kind, "payload": carried.hex()}


def describe_id(op):
    return f"{op.device.hex()}:{op.seq}"


def describe_book(book):
    return {"club": book.club.hex(), "kind": book.kind, "part": book.part.hex()}


def describe_op(op):
    changes = [
        {
            "tag": change.tag,
            "element": describe(whole(change.element, Value.decode)) if change.element else None,
            "value": describe(change.value),
            "over": [describe_id(seen) for seen in change.over],
        }
        for change in op.changes
    ]
    return {
        "id": describe_id(op.id),
        "hlc": {"seconds": op.hlc >> 16, "counter": op.hlc & 0xFFFF, "bits": str(op.hlc)},
        "author": op.author.hex(),
        "on_behalf_of": op.on_behalf_of and op.on_behalf_of.hex(),
        "source": op.source,
        "book": describe_book(op.book),
        "kind": op.kind,
        "entity": op.entity.hex(),
        "former": op.former
        and {"op": describe_id(op.former[0]), "chain": op.former[1].hex(), "keeps_name": op.former[2]},
        "name": describe_id(op.name()),
        "changes": changes,
    }


class Checks:
    """Compares, counts, and tells what was not equal."""

    def __init__(self):
        self.passed = self.failed = 0

    def equal(self, what, ours, theirs):
        if ours == theirs:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {what}\n  ours:   {ours}\n  theirs: {theirs}")

    def refused(self, what, run):
        try:
            result = run()
        except Damaged:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {what}: taken as {result}")


def read_id(words):
    device, seq = words.split(":")
    return OpId(bytes.fromhex(device), int(seq))


def check_primitives(c, vectors):
    for v in vectors:
        data, means = bytes.fromhex(v["hex"]), v["means"]
        name = v["name"].split(":")[0]
        if name == "varint":
            c.equal("varint", (varint(int(means)), whole(data, Reader.varint)), (data, int(means)))
        elif name == "zigzag":
            c.equal("zigzag", (varint(zigzag(int(means))), unzigzag(whole(data, Reader.varint))), (data, int(means)))
        elif name == "bytes":
            c.equal("bytes", whole(data, Reader.bytes).hex(), means)
        else:
            c.refused(means, lambda: whole(data, Reader.varint))


def check_values(c, vectors):
    for v in vectors:
        value = whole(bytes.fromhex(v["hex"]), Value.decode)
        c.equal(v["name"], (describe(value), value.encode().hex()), (v["means"], v["hex"]))


def undescribe(means):
    """The values that keys are made of."""
    made = {
        "ref": lambda m: reference(m["kind"], bytes.fromhex(m["id"])),
        "int": lambda m: integer(int(m["value"])),
        "enum": lambda m: choice(int(m["value"])),
    }
    return made[means["type"]](means)


def check_ids(c, vectors):
    for v in vectors:
        name, data, means = v["name"], bytes.fromhex(v["hex"]), v["means"]
        if name == "device":
            key = bytes.fromhex(means["key"])
            c.equal(name, (device_of(key), fingerprint(key)), (data, means["fingerprint"]))
        elif name == "record_of_op":
            c.equal(name, record_of_op(read_id(means["op"]), means["index"]), data)
        elif name == "bucket":
            c.equal(name, bytes([bucket_of(bytes.fromhex(means["record"]))]), data)
        elif name.startswith("derived"):
            c.equal(name, derived_record(means["kind"], [undescribe(part) for part in means["key"]]), data)
        else:
            c.equal(name, (describe_book(whole(data, Book.decode)), whole(data, Book.decode).encode()), (means, data))


def check_ops(c, vectors):
    for v in vectors:
        data = bytes.fromhex(v["hex"])
        if v["name"] == "refused":
            c.refused(f"an op with {v['means']}", lambda: Op.decode(data))
            continue
        op = Op.decode(data)
        c.equal(v["name"], (describe_op(op), op.encode()), (v["means"], data))
    by_name = {v["name"]: bytes.fromhex(v["hex"]) for v in vectors}
    for name in ("visit", "correction"):
        c.equal(f"{name} erased", Op.decode(by_name[name]).erased().encode(), by_name[f"{name}_erased"])
    kept, new = (Op.decode(by_name[name]) for name in ("renumbered", "renumbered_after_a_fork"))
    c.equal("the name of a renumbered op", kept.name(), Op.decode(by_name["from_paper"]).id)
    c.equal("the record of an op with a name of its own", new.entity, record_of_op(new.name()))


def check_chain(c, vectors):
    chain = None
    for v in vectors:
        key, salt, op = (bytes.fromhex(v["means"][part] or "") for part in ("key", "salt", "op"))
        chain = chain_next(chain, salt, op) if op else chain_start(key)
        c.equal(v["name"], chain.hex(), v["hex"])


def check_states(c, vectors):
    for v in vectors:
        ops = [(Op.decode(bytes.fromhex(f["op"])), f["effective"] and int(f["effective"])) for f in v["ops"]]
        for order in (ops, ops[::-1], ops + ops):
            state = State()
            for op, effective in order:
                state.fold(op, effective)
            if v["erased"]:
                state.erase()
            data = state.encode()
            c.equal(v["name"], data.hex(), v["hex"])
        entity = bytes.fromhex(v["entity"])
        c.equal(f"{v['name']}: sum", f"{sum_of_entity(entity, data):032x}", v["sum"])
        c.equal(f"{v['name']}: bucket", bucket_of(entity), v["bucket"])
        shown = [[describe(value) for value in f.shown()] for _, f in sorted(state.fields.items())]
        c.equal(f"{v['name']}: heads", shown, [f["heads"] for f in v["means"]["fields"]])


def check_keys(c, vectors):
    for v in vectors:
        name, data, means = v["name"], bytes.fromhex(v["hex"]), v["means"]
        if name == "signature":
            key = KeyPair(bytes.fromhex(means["secret"]))
            c.equal(name, key.sign(means["purpose"], bytes.fromhex(means["signed"])), data)
            verify(key.public, means["purpose"], bytes.fromhex(means["signed"]), data)
            c.refused("a signature for another purpose", lambda: verify(key.public, "other", b"bytes", data))
        elif "secret" in means:
            key = KeyPair(bytes.fromhex(means["secret"]))
            ours = key.public, key.device.hex(), fingerprint(key.public)
            c.equal(name, ours, (data, means["device"], means["fingerprint"]))
        else:
            m = Message(open_signed(bytes.fromhex(means["signed_by"]), name, data))
            if name == "certificate":
                ours = {"device_key": m.need(1).hex(), "club": m.need(2).hex(), "person": m.need(3).hex()}
                ours |= {"issued_at": m.number(4), "serial": m.number(5), "signed_by": means["signed_by"]}
            else:
                common = {"seq": m.number(2), "chain": m.need(3).hex()}
                ours = {"old_device": m.need(1).hex(), "common": common, "new_key": m.need(4).hex()}
                ours |= {"signed_by": means["signed_by"]}
            c.equal(name, ours, means)


def check_frames(c, vectors):
    for v in vectors:
        data, key, means = bytes.fromhex(v["hex"]), bytes.fromhex(v["signed_by"]), v["means"]
        if v["name"] == "refused":
            c.refused(f"a frame: {means}", lambda: read_push_frame(data, key))
            continue
        if v["dictionary"] not in DICTIONARIES:
            print(f"left out: {v['name']}, for want of dictionary {v['dictionary']}")
            continue
        if v["name"].startswith("push"):
            frame = read_push_frame(data, key)
            ours = {
                "device": frame.device.hex(),
                "first": frame.first,
                "count": frame.count,
                "before": frame.before.hex(),
                "after": frame.after.hex(),
                "salts": [{"segment": number, "salt": salt.hex()} for number, salt in frame.salts.items()],
                "ops": means["ops"] and [op.encode().hex() for op in frame.ops],
            }
        else:
            frame = read_centre_frame(data, key)
            ours = {
                "kind": "pull" if frame.kind == PULL else "snapshot",
                "epoch": frame.epoch.hex(),
                "books": [{"book": describe_book(b), "from": start, "to": end} for b, start, end in frame.ranges],
                "rows": [
                    {"op": op.encode().hex(), "book_seq": number, "effective": effective and str(effective)}
                    for op, number, effective in frame.rows
                ],
            }
        c.equal(v["name"], ours, means)
        if v["payload"]:
            c.equal(f"{v['name']}: payload", take_apart(data, key)[2].hex(), v["payload"])
    pushed = next(v for v in vectors if v["name"] == "push")
    ours = read_push_frame(foreign_frame(pushed), KeyPair(b"\2" * 32).public)
    c.equal("our own frame", ours, read_push_frame(bytes.fromhex(pushed["hex"]), bytes.fromhex(pushed["signed_by"])))


def check_messages(c, vectors):
    for v in vectors:
        data, means = bytes.fromhex(v["hex"]), v["means"]
        if v["name"] == "digest_of_books":
            c.equal(v["name"], digest_of_books((b["handle"], b["cursor"], int(b["sum"], 16)) for b in means), data)
            continue
        body = open_signed(bytes.fromhex(v["signed_by"]), "request", data) if v["signed_by"] else data
        fields = Message(body).fields
        c.equal(v["name"], [{"number": n, "hex": d.hex()} for n, d in fields], means)
        c.equal(f"{v['name']}: written", write_fields(fields), body)
        if v["name"].startswith("answer"):
            Answer(data)
            damaged = bytes([data[0], data[1], data[2] ^ 1]) + data[3:]
            c.refused("an answer with one bit changed", lambda: Answer(damaged))
    answer = Answer(bytes.fromhex(next(v["hex"] for v in vectors if v["name"] == "answer_with_every_field")))
    c.equal("standing", (answer.standing, answer.send_from, answer.more, answer.lineage), (3, 2, True, {1: 4, 2: 2}))
    c.equal("quarantine", answer.quarantine, [(2, 3, "no_right"), (1, 1, "")])


def check_registry(c, registry):
    """That the numbers in this file are those of the registry."""
    kinds = {kind["name"]: kind for kind in registry["kinds"]}
    for name, number in (
        ("person", PERSON),
        ("membership", MEMBERSHIP),
        ("home_visit", HOME_VISIT),
        ("erasure", ERASURE),
    ):
        c.equal(name, kinds[name]["number"], number)
    fields = {f["name"]: f["tag"] for f in kinds["home_visit"]["fields"]}
    ours = {"person": tag(1), "visitors": tag(2, SET), "visited_on": tag(3), "services": tag(5, SET), "note": tag(8)}
    c.equal("home_visit's fields", {name: fields[name] for name in ours}, ours)


def foreign_frame(pushed, skip=0):
    """The ops of the vector `push`, but for the first ones, in a frame of ours."""
    ops = [Op.decode(bytes.fromhex(op)) for op in pushed["means"]["ops"]]
    salts = {s["segment"]: bytes.fromhex(s["salt"]) for s in pushed["means"]["salts"]}
    before = bytes.fromhex(pushed["means"]["before"])
    for op in ops[:skip]:
        before = chain_next(before, salts[segment_of(op.id.seq)], op.encode())
    return write_push_frame(KeyPair(b"\2" * 32), before, salts, ops[skip:])


def load(folder, name):
    return json.loads((Path(folder) / f"{name}.json").read_text("utf-8"))


def check_vectors(folder, dictionaries):
    c = Checks()
    for path in dictionaries and sorted(Path(dictionaries).glob("frame-*.dict")):
        DICTIONARIES[int(path.stem.split("-")[1])] = path.read_bytes()
    for name, check in [
        ("primitives", check_primitives),
        ("values", check_values),
        ("ids", check_ids),
        ("ops", check_ops),
        ("chain", check_chain),
        ("states", check_states),
        ("keys", check_keys),
        ("frames", check_frames),
        ("messages", check_messages),
        ("registry", check_registry),
    ]:
        check(c, load(folder, name))
    print(f"{c.passed} passed, {c.failed} failed")
    return c.failed == 0


def write_vector(folder):
    pushed = next(v for v in load(folder, "frames") if v["name"] == "push")
    vectors = []
    for name, skip in (("one", 2), ("three", 0)):
        frame = foreign_frame(pushed, skip)
        payload = take_apart(frame, KeyPair(b"\2" * 32).public)[2]
        vectors.append({"name": name, "hex": frame.hex(), "payload": payload.hex()})
    (Path(folder) / "foreign.json").write_text(json.dumps(vectors, indent=2) + "\n")


# --- the command line -------------------------------------------------------------------------------------------------


def connect(options):
    phone = Phone(options.centre)
    phone.enrol(options.club, options.code)
    phone.sync()
    return phone


def visit(options):
    phone = connect(options)
    members = phone.members()
    found = [
        p for p, name in sorted(members.items()) if name == options.person or not options.person and p != phone.person
    ]
    if not found:
        sys.exit("There is nobody of this name in the club.")
    op = phone.record_visit(found[0], options.note)
    phone.sync()
    phone.sync()
    print(json.dumps(phone.report(visit=op.entity.hex(), visited=members[found[0]]), ensure_ascii=False))
    return (
        phone.acknowledged == len(phone.journal) and not phone.quarantine and phone.compared > 0 and not phone.differed
    )


def read(options):
    phone = connect(options)
    print(json.dumps(phone.report(), ensure_ascii=False))
    return phone.compared > 0 and not phone.differed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("check-vectors", "write-vector"):
        command = commands.add_parser(name)
        command.add_argument("folder")
        if name == "check-vectors":
            command.add_argument("dictionaries", nargs="?", default="")
    for name in ("visit", "read"):
        command = commands.add_parser(name)
        command.add_argument("--centre", required=True)
        command.add_argument("--club", required=True, type=int)
        command.add_argument("--code", required=True)
        if name == "visit":
            command.add_argument("--person")
            command.add_argument("--note", default="")
    options = parser.parse_args()
    try:
        if options.command == "check-vectors":
            sys.exit(0 if check_vectors(options.folder, options.dictionaries) else 1)
        if options.command == "write-vector":
            sys.exit(write_vector(options.folder))
        sys.exit(0 if (visit if options.command == "visit" else read)(options) else 1)
    except (Damaged, Refused, OSError) as error:
        sys.exit(f"{error}")


if __name__ == "__main__":
    main()
