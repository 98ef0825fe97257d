"""Typed access to a parsed JSON file, where every miss names the file and the field."""

from __future__ import annotations

import json
import math
import re
from typing import Any, Callable, Dict, List, Optional, Sequence, TypeVar, cast

from bake_errors import BakeError
from bake_job import Triple

#: No clip is longer than a day.
MOST_SECONDS = 86_400

Read = TypeVar("Read")
#: What no name, path or sentence holds: control characters, and halves of a pair, which cannot be written.
UNWRITABLE = re.compile("[\\x00-\\x1f\\ud800-\\udfff]")


class Fields:
    """Typed access to a parsed JSON object; every miss names the file and the field."""

    def __init__(self, values: Any, path: str, at: str = "") -> None:
        self.path = path
        self.at = at
        if not isinstance(values, dict):
            raise self.damaged("" if at == "" else at.rstrip("."), "must be an object")
        self.values: Dict[str, Any] = values

    def damaged(self, field: str, what: str) -> BakeError:
        place = "it" if field == "" else '"{}"'.format(field)
        return BakeError(
            "job.damaged",
            "The job file {} is damaged: {} {}. Track the video again or bake it again.".format(
                self.path, place, what
            ),
        )

    def take(self, name: str) -> Any:
        if name not in self.values:
            raise self.damaged(self.at + name, "is missing")
        return self.values[name]

    def fields(self, name: str) -> Fields:
        return Fields(self.take(name), self.path, self.at + name + ".")

    def optional(self, name: str, read: Callable[[Fields], Read]) -> Optional[Read]:
        """What `read` makes of the object under `name`; None for null."""
        return None if self.take(name) is None else read(self.fields(name))

    def objects(self, name: str) -> List[Fields]:
        """The objects of a list."""
        return [
            Fields(item, self.path, "{}{}[{}].".format(self.at, name, index))
            for index, item in enumerate(self.items(name))
        ]

    def items(self, name: str) -> List[Any]:
        value = self.take(name)
        if not isinstance(value, list):
            raise self.damaged(self.at + name, "must be a list")
        return cast(List[Any], value)

    def version(self, known: int) -> None:
        if self.integer("version", 1) != known:
            raise self.damaged("version", "is not {}, the one that this script reads".format(known))

    def one_of(self, name: str, words: Sequence[str]) -> str:
        value = self.text(name)
        if value not in words:
            raise self.damaged(self.at + name, "must be one of {}".format(", ".join(words)))
        return value

    def seconds(self, name: str) -> float:
        value = self.take(name)
        if not is_number(value) or not 0.0 <= value <= MOST_SECONDS:
            raise self.damaged(self.at + name, "must be a number from 0 to {}".format(MOST_SECONDS))
        return float(value)

    def text(self, name: str, pattern: Optional[re.Pattern[str]] = None) -> str:
        value = self.take(name)
        if not is_text(value):
            raise self.damaged(self.at + name, "must be a text")
        if pattern is not None and pattern.fullmatch(value) is None:
            raise self.damaged(self.at + name, 'holds "{}", which is not legal there'.format(value))
        return value

    def integer(self, name: str, least: int) -> int:
        value = self.take(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.damaged(self.at + name, "must be a whole number of at least {}".format(least))
        return value

    def triple(self, name: str) -> Triple:
        value = self.items(name)
        if len(value) != 3 or not all(map(is_number, value)):
            raise self.damaged(self.at + name, "must be three numbers")
        return (float(value[0]), float(value[1]), float(value[2]))

    def names(self, name: str) -> List[str]:
        value = self.items(name)
        if len(value) == 0 or not all(map(is_text, value)):
            raise self.damaged(self.at + name, "must hold names, and at least one")
        # Unreal compares names without case
        if len({str(v).lower() for v in value}) != len(value):
            raise self.damaged(self.at + name, "holds a name twice")
        return list(map(str, value))


def is_text(value: Any) -> bool:
    """True for a text that is not empty and that can be shown and written."""
    return isinstance(value, str) and value != "" and UNWRITABLE.search(value) is None


def is_number(value: Any) -> bool:
    """True for a finite number that a double can hold; JSON of Python also knows NaN and numbers of any size."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def read_json(path: str) -> Any:
    """The parsed file, or a BakeError that says why not."""
    try:
        with open(path, "r", encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        raise BakeError(
            "job.missing",
            "There is no job file at {}. Keep the script, its job file and its data file in one folder, "
            "or set AVATAR_TRACKER_JOB to the job file.".format(path),
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise BakeError(
            "job.damaged", "The job file {} cannot be read: {}.".format(path, error)
        ) from None
