"""The simulated project: its assets in memory and on disk, its log, what odd things happened to it."""

from __future__ import annotations

import sys

from .api import FAULTS, PROJECT


class State:
    """All that a run changes."""

    def __init__(self):
        #: Loaded or loadable assets by lower-case path.
        self.assets = {}
        #: What was saved, by path, as data.
        self.disk = {}
        #: The same for assets other than animations.
        self.extras = {}
        self.log = []
        #: Things that a real editor lets pass and that end badly.
        self.oddities = []
        self.steps = 0
        self.compilation_finished = False
        #: "ready", "loading" as in a starting editor, or "unscanned" as in a commandlet.
        self.registry = PROJECT.get("registry", "ready")
        self.scanned = set()

    def knows(self, path):
        """Whether the asset registry has seen the folder of a path."""
        folder = path.rpartition("/")[0]
        return self.registry == "ready" or any((folder + "/").startswith(f + "/") for f in self.scanned)


STATE = State()


def write_log(level, message):
    STATE.log.append([level, str(message)])
    sys.stdout.write("LogPython: {}{}\n".format("" if level == "Display" else level + ": ", message))


def odd(message):
    STATE.oddities.append(message)


def fault(name, default=None):
    """A failure that the test asked for."""
    return FAULTS.get(name, default)


def package_path(path):
    """/Game/A/B of /Game/A/B or /Game/A/B.B, in lower case."""
    folder, _, name = str(path).rpartition("/")
    return "{}/{}".format(folder, name.split(".")[0]).lower()


def is_missing(class_name):
    return class_name in PROJECT.get("missingClasses", [])
