"""The one exception that stops a bake, and the closed list of its codes."""

from __future__ import annotations

from typing import List, Literal

#: Reason codes that reach the result file; the message beside them says what to do.
Code = Literal[
    "engine.unsupported",
    "job.missing",
    "job.damaged",
    "data.missing",
    "data.damaged",
    "setting.invalid",
    "plugin.missing",
    "target.not-found",
    "target.wrong-type",
    "target.bones-missing",
    "asset.conflict",
    "asset.locked",
    "disk.full",
    "media.missing",
    "rate.refused",
    "write.failed",
    "verify.failed",
    "save.failed",
    "cancelled",
    "internal",
]

#: Names listed in a message before it says how many more there are.
NAMES_SHOWN = 10


class BakeError(Exception):
    """A bake that cannot go on. `message` is a sentence for the person who pressed the button."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def some(names: List[str]) -> str:
    """The names in one phrase: the first ten, then how many more."""
    shown = ", ".join(names[:NAMES_SHOWN])
    more = len(names) - NAMES_SHOWN
    return shown if more <= 0 else "{} and {} more".format(shown, more)
