"""Reads the numbers of a clip.

The file is little-endian: the four bytes `ATBK`, then three uint32 (version 1, keys, numbers a key), then
the numbers as float32, key after key. A column (say the x of one bone's rotation) is every n-th number.
"""

from __future__ import annotations

import hashlib
import math
import struct
import sys
from array import array
from typing import TYPE_CHECKING

from bake_errors import BakeError
from bake_job import DataFile

if TYPE_CHECKING:
    Floats = array[float]

HEADER = struct.Struct("<4sIII")
MAGIC = b"ATBK"
DATA_VERSION = 1


class ClipData:
    """All numbers of one clip; `column` copies one of them out for every key."""

    def __init__(self, values: Floats, floats_per_key: int) -> None:
        self.values = values
        self.floats_per_key = floats_per_key

    def column(self, index: int) -> Floats:
        """Number `index` of each key, in order."""
        return self.values[index :: self.floats_per_key]

    def at(self, key: int, index: int, count: int) -> Floats:
        """Numbers `index` to `index + count` of one key."""
        start = key * self.floats_per_key + index
        return self.values[start : start + count]


def read_data(file: DataFile, keys: int) -> ClipData:
    """Reads the file, checks that it is the one the job was written with, and gives its numbers."""
    try:
        with open(file.path, "rb") as stream:
            content = stream.read()
    except FileNotFoundError:
        raise BakeError(
            "data.missing",
            "The data file {} is missing. It belongs beside the job file.".format(file.path),
        ) from None
    except OSError as error:
        raise BakeError(
            "data.damaged", "The data file {} cannot be read: {}.".format(file.path, error)
        ) from None
    _check_content(content, file, keys)
    values = array("f")
    values.frombytes(memoryview(content)[HEADER.size :])
    if sys.byteorder == "big":
        values.byteswap()
    # a NaN or an infinity anywhere makes the sum one
    if not math.isfinite(sum(values)):
        raise _damaged(file, "it holds a number that is not finite")
    return ClipData(values, file.floats_per_key)


def _check_content(content: bytes, file: DataFile, keys: int) -> None:
    if len(content) != file.size:
        raise _damaged(file, "it has {} bytes instead of {}".format(len(content), file.size))
    if len(content) != HEADER.size + 4 * keys * file.floats_per_key:
        raise _damaged(file, "its size does not fit {} keys".format(keys))
    magic, version, its_keys, its_width = HEADER.unpack_from(content)
    if magic != MAGIC or version != DATA_VERSION:
        raise _damaged(file, "it does not start as a data file of this version")
    if its_keys != keys or its_width != file.floats_per_key:
        raise _damaged(file, "it holds {} keys of {} numbers".format(its_keys, its_width))
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise _damaged(file, "its content is not the one that the job was written with")


def _damaged(file: DataFile, what: str) -> BakeError:
    return BakeError(
        "data.damaged",
        "The data file {} does not belong to this job or is damaged: {}. Bake the clip again.".format(
            file.path, what
        ),
    )
