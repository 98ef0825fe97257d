"""Reads the golden byte vectors with nothing but Python's own library: a second reader, written from the msgpack
specification alone. usage: python3 tests/contract/read_vectors.py messages.data.json; exits with 1 when one differs."""

import json
import struct
import sys

FIXED = {0xCA: ">f", 0xCB: ">d", 0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q", 0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q"}
LENGTHS = {1: ">B", 2: ">H", 4: ">I"}
SIZED = {0xC4: 1, 0xC5: 2, 0xC6: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4, 0xDC: 2, 0xDD: 4, 0xDE: 2, 0xDF: 4}
CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}
MAX_DEPTH = 16


class Damaged(Exception):
    pass


class Reader:
    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        if count > len(self.data) - self.at:
            raise Damaged("breaks off")
        self.at += count
        return self.data[self.at - count : self.at]

    def value(self, depth: int = 0):
        if depth > MAX_DEPTH:
            raise Damaged("too deep")
        first = self.take(1)[0]
        if first < 0x80:
            return first
        if first >= 0xE0:
            return first - 0x100
        if first in CONSTANTS:
            return CONSTANTS[first]
        if first in FIXED:
            return struct.unpack(FIXED[first], self.take(struct.calcsize(FIXED[first])))[0]
        if first < 0x90:
            return self.map(first & 15, depth)
        if first < 0xA0:
            return self.array(first & 15, depth)
        if first < 0xC0:
            return self.take(first & 31).decode()
        if first not in SIZED:
            raise Damaged("an unknown type")
        width = SIZED[first]
        length = struct.unpack(LENGTHS[width], self.take(width))[0]
        if first <= 0xC6:
            return self.take(length)
        if first <= 0xDB:
            return self.take(length).decode()
        return self.array(length, depth) if first <= 0xDD else self.map(length, depth)

    def array(self, count: int, depth: int) -> list:
        if count > len(self.data) - self.at:
            raise Damaged("breaks off")
        return [self.value(depth + 1) for _ in range(count)]

    def map(self, count: int, depth: int) -> dict:
        if 2 * count > len(self.data) - self.at:
            raise Damaged("breaks off")
        result = {}
        for _ in range(count):
            key = self.value(depth + 1)
            if not isinstance(key, str):
                raise Damaged("a key that is no text")
            result[key] = self.value(depth + 1)
        return result


def read_message(data: bytes, types: set) -> dict:
    reader = Reader(data)
    message = reader.value()
    if reader.at != len(data):
        raise Damaged("more follows")
    if not isinstance(message, dict) or message.get("type") not in types:
        raise Damaged("no message")
    return message


def expected(value):
    """The value of a vector, its numbers as the bytes that they go over the wire as."""
    if isinstance(value, list):
        return [expected(item) for item in value]
    if not isinstance(value, dict):
        return value
    for name, letter in (("float32", "f"), ("float64", "d"), ("uint32", "I")):
        if list(value) == [name]:
            return struct.pack(f"<{len(value[name])}{letter}", *value[name])
    return {key: expected(item) for key, item in value.items()}


def check(contract: dict) -> list:
    by_name = {vector["name"]: vector for vector in contract["messages"]}
    types = {vector["value"]["type"] for vector in contract["messages"]}
    pairs = [(vector["name"], vector["hex"], vector) for vector in contract["messages"]]
    pairs += [(variant["name"], variant["hex"], by_name[variant["as"]]) for variant in contract["variants"]]
    wrong = [name for name, text, vector in pairs if read_message(bytes.fromhex(text), types) != expected(vector["value"])]
    for damaged in contract["damaged"]:
        try:
            read_message(bytes.fromhex(damaged["hex"]), types)
            wrong.append(f"{damaged['name']} was taken")
        except Damaged:
            pass
    return wrong


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        contract = json.load(file)
    differing = check(contract)
    print(json.dumps({"messages": len(contract["messages"]), "wrong": differing}))
    sys.exit(1 if differing else 0)
