"""Writes type stubs of the `unreal` module as one engine version publishes it, for a type checker.

usage: generate_stubs.py VERSION FOLDER
Reads `unreal-api.data.json` and writes FOLDER/unreal/__init__.pyi. VERSION is "5.4" or later.
Types that the data name without describing become empty classes: nothing can be used of them.
"""

from __future__ import annotations

import json
import keyword
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

HEAD = '''from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence, Set, Tuple, Type, TypeVar, Union

_Subsystem = TypeVar("_Subsystem")


class Name:
    def __init__(self, value: Union[Name, str] = ...) -> None: ...


class Text:
    def __init__(self, value: Union[Text, str] = ...) -> None: ...


def get_editor_subsystem(subsystem: Type[_Subsystem]) -> Optional[_Subsystem]: ...
'''
#: What is written by hand above, or is one of Python's own.
KNOWN = {"Name", "Text", "Any", "Optional", "Union", "Tuple", "Set", "Mapping", "List", "Dict", "Sequence", "Type"}
PLAIN = {"int32": "int", "int64": "int", "uint8": "int", "double": "float", "object": "Any", "_T": "Any"}

#: What a parameter takes besides its own type.
ALSO_TAKEN = {"Name": "str", "Text": "str", "Class": "Type[Any]"}


class Generator:
    """Turns the data into stub text; collects the names that need an empty class."""

    def __init__(self, api, version):
        self.api, self.version, self.opaque = api, version, set()

    def exists(self, entry):
        since, until = entry.get("since"), entry.get("until")
        return (since is None or numbers(since) <= self.version) and (
            until is None or self.version <= numbers(until)
        )

    def type(self, text, taken):
        """The Python type of a published one; `taken` for what a parameter takes, which is wider."""
        if text.startswith(("type", "Union[Class")) or "*" in text or "?" in text:
            return "Any"
        text = re.sub(r"\bArray\[", "Sequence[" if taken else "List[", text)
        text = re.sub(r"\bMap\[", "Mapping[" if taken else "Dict[", text)

        def name(match):
            word = match.group(0)
            if word in PLAIN:
                return PLAIN[word]
            if taken and word in ALSO_TAKEN:
                return "Union[{}, {}]".format(word, ALSO_TAKEN[word])
            if word not in KNOWN and word[0].isupper() and word not in self.api["classes"]:
                self.opaque.add(word)
            return word

        return re.sub(r"\w+", name, text)

    def parameters(self, params):
        made = []
        for param in params:
            if param[0].startswith("*"):
                return made + ["*args: Any", "**kwargs: Any"]
            optional = " = ..." if len(param) > 2 else ""
            made.append("{}: {}{}".format(safe(param[0]), self.type(param[1], True), optional))
        return made

    def function(self, name, entry, indent):
        params = self.parameters(entry["params"])
        static = entry.get("static")
        head = "{}@staticmethod\n".format(indent) if static and indent else ""
        first = ["self"] if indent and not static else []
        # an editor property has the type that its name says, which no signature can
        returns = "Any" if name == "get_editor_property" else self.type(entry["returns"], False)
        return "{}{}def {}({}) -> {}: ...\n".format(head, indent, safe(name), ", ".join(first + params), returns)

    def property(self, name, entry):
        made = "    @property\n    def {}(self) -> {}: ...\n".format(name, self.type(entry["type"], False))
        if entry["access"] == "rw":
            made += "    @{0}.setter\n    def {0}(self, value: {1}) -> None: ...\n".format(
                name, self.type(entry["type"], True)
            )
        return made

    def klass(self, name, entry):
        body = ""
        older = self.version <= (5, 4) and "init_5.4" in entry
        if "init" in entry:
            params = self.parameters(entry["init_5.4" if older else "init"])
            body += "    def __init__({}) -> None: ...\n".format(", ".join(["self"] + params))
        for constant in entry.get("constants", []):
            body += "    {}: {}\n".format(constant, name)
        for member, data in entry.get("properties", {}).items():
            if data["attr"] and self.exists(data):
                body += self.property(member, data)
        for member, data in entry.get("methods", {}).items():
            if self.exists(data):
                body += self.function(member, data, "    ")
        bases = [base for base in entry["bases"] if base in self.api["classes"] or base in KNOWN]
        return "class {}({}):\n{}\n".format(name, ", ".join(bases), body or "    ...\n")

    def module(self):
        parts = [
            self.klass(name, entry)
            for name, entry in self.api["classes"].items()
            if name not in KNOWN and self.exists(entry)
        ]
        for name, values in self.api["enums"].items():
            lines = "".join("    {}: {}\n".format(value, name) for value in values)
            parts.append("class {}:\n{}".format(name, lines))
        for name, entry in self.api["functions"].items():
            if name != "get_editor_subsystem":
                parts.append(self.function(name, entry, ""))
        self.opaque -= set(self.api["enums"]) | {"None", "True", "False"}
        empty = ["class {}: ...\n".format(name) for name in sorted(self.opaque)]
        return "\n\n".join([HEAD] + empty + parts)


def numbers(text):
    return tuple(int(part) for part in text.split("."))


def safe(name):
    return name + "_" if keyword.iskeyword(name) else name


def main():
    version, folder = numbers(sys.argv[1]), os.path.join(sys.argv[2], "unreal")
    with open(os.path.join(HERE, "unreal-api.data.json"), "r", encoding="utf-8") as file:
        api = json.load(file)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "__init__.pyi"), "w", encoding="utf-8") as file:
        file.write(Generator(api, version).module())


if __name__ == "__main__":
    main()
