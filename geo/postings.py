"""The index of the gazetteer: texts hashed into buckets, each with packed numbers of places."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from hashlib import blake2b

_BUCKETS = 1 << 15
_OWN = 1 << 49


def digest(text: str) -> int:
    """Return the 48 bits that stand for a text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest(), "big")


def place_number(place_id: str) -> int:
    """Return the number under which a place is filed: its GeoNames id, or one of ours beyond all of those.

    Examples
    --------
    >>> place_number("gn:170654")
    170654
    """
    return int(place_id[3:]) if place_id.startswith("gn:") else _OWN + digest(place_id)


def bucket(text: str) -> tuple[int, int]:
    """Return where a text is indexed: its bucket, and the 32 bits that tell it from others there."""
    code = digest(text)
    return code % _BUCKETS, code >> 16


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Return a set of numbers as bytes: sorted, the gaps in base 128.

    Examples
    --------
    >>> unpack_numbers(pack_numbers({170654, 3, 163843}))
    [3, 163843, 170654]
    """
    packed, last = bytearray(), 0
    for number in sorted(numbers):
        gap, last = number - last, number
        while gap >= 128:
            packed.append(gap & 127 | 128)
            gap >>= 7
        packed.append(gap)
    return bytes(packed)


def unpack_numbers(packed: bytes) -> list[int]:
    """Return the numbers that `pack_numbers` packed."""
    numbers, last, gap, shift = [], 0, 0, 0
    for byte in packed:
        gap |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            last += gap
            numbers.append(last)
            gap = shift = 0
    return numbers


def pack_bucket(postings: Mapping[int, Iterable[int]]) -> bytes:
    """Return the numbers filed under each code of a bucket as bytes.

    Examples
    --------
    >>> read_bucket(pack_bucket({7: {170654}, 9: {3, 4}}), 9)
    [3, 4]
    >>> read_bucket(pack_bucket({7: {170654}}), 8)
    []
    """
    codes = sorted(postings)
    packed = [pack_numbers(postings[code]) for code in codes]
    ends = [sum(map(len, packed[: i + 1])) for i in range(len(packed))]
    head = array("I", [len(codes), *codes, *ends])
    if sys.byteorder != "little":
        head.byteswap()
    return head.tobytes() + b"".join(packed)


def read_bucket(packed: bytes, code: int) -> list[int]:
    """Return the numbers that a bucket files under a code."""
    count = int.from_bytes(packed[:4], "little")
    head = array("I", packed[: 4 + 8 * count])
    if sys.byteorder != "little":
        head.byteswap()
    at = bisect_left(head, code, 1, count + 1)
    if at > count or head[at] != code:
        return []
    start = head[at + count - 1] if at > 1 else 0
    body = 4 + 8 * count
    return unpack_numbers(packed[body + start : body + head[at + count]])
