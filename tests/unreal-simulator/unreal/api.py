"""The published signatures, and the gate that holds every simulated call to them.

`unreal-api.data.json` lists names, parameters, types and versions. A simulated class is decorated with
`published`: its methods then take exactly those arguments, of those types, in that engine version.
"""

from __future__ import annotations

import functools
import json
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, "..", "unreal-api.data.json"), "r", encoding="utf-8") as _file:
    API = json.load(_file)

#: Filled by `published` and by the enums: type name -> Python type.
TYPES = {}

with open(os.environ["UNREAL_SIM_PROJECT"], "r", encoding="utf-8") as _file:
    #: What the simulated editor holds; see README.md.
    PROJECT = json.load(_file)

VERSION = tuple(int(part) for part in PROJECT.get("engine", "5.5.4").split("-")[0].split(".")[:2])
FAULTS = PROJECT.get("faults", {})


def exists_in_version(entry):
    """Whether this engine version has the class member."""
    since, until = entry.get("since"), entry.get("until")
    if since is not None and VERSION < tuple(int(v) for v in since.split(".")):
        return False
    return until is None or VERSION <= tuple(int(v) for v in until.split("."))


def find_member(class_name, kind, name):
    """The published entry of a method or property, looked up through the bases."""
    entry = API["classes"].get(class_name, {})
    if name in entry.get(kind, {}):
        return entry[kind][name]
    for base in entry.get("bases", []):
        found = find_member(base, kind, name)
        if found is not None:
            return found
    return None


def init_params(class_name):
    """Parameters of a struct's constructor in this version."""
    entry = API["classes"][class_name]
    if VERSION <= (5, 4) and "init_5.4" in entry:
        return entry["init_5.4"]
    return entry.get("init", [])


def check_type(value, type_name, where):
    """Raises TypeError as the engine does when a value cannot become the parameter's type."""
    if not _fits(value, type_name):
        raise TypeError("{}: cannot convert {} to {}".format(where, type(value).__name__, type_name))


def _fits(value, type_name):
    array = re.fullmatch(r"Array\[(.*)\]", type_name)
    if array:
        return isinstance(value, (list, tuple)) and _all_fit(value, array.group(1))
    if type_name in ("Name", "Union[Name, str]"):
        return isinstance(value, (str, TYPES["Name"]))
    if type_name in ("str", "Text", "Union[Text, str]"):
        return isinstance(value, str)
    if type_name == "bool":
        return isinstance(value, bool)
    if type_name == "int":
        return isinstance(value, int) and not isinstance(value, bool)
    if type_name == "float":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if type_name == "Class" or "type" in type_name:
        return isinstance(value, type)
    expected = TYPES.get(type_name)
    return True if expected is None else isinstance(value, expected)


def _all_fit(values, type_name):
    expected = TYPES.get(type_name)
    if expected is None:
        return all(_fits(value, type_name) for value in values)
    return set(map(type, values)) <= {expected}


def bind(params, args, kwargs, where):
    """Checks one call against published parameters."""
    if len(args) > len(params):
        raise TypeError("{}: takes {} arguments, got {}".format(where, len(params), len(args)))
    given = dict(zip((param[0] for param in params), args))
    for name, value in kwargs.items():
        if name in given or all(param[0] != name for param in params):
            raise TypeError("{}: unexpected argument {}".format(where, name))
        given[name] = value
    for param in params:
        if param[0] in given:
            check_type(given[param[0]], param[1], "{} {}".format(where, param[0]))
        elif len(param) < 3:
            raise TypeError("{}: missing argument {}".format(where, param[0]))


def gate(function, params, where, static):
    """The function behind its published signature."""

    @functools.wraps(function)
    def call(*args, **kwargs):
        bind(params, args if static else args[1:], kwargs, where)
        return function(*args, **kwargs)

    return staticmethod(call) if static else call


def published(cls):
    """Class decorator: holds public methods to the published ones and registers the type."""
    TYPES[cls.__name__] = cls
    for name, member in list(vars(cls).items()):
        static = isinstance(member, staticmethod)
        function = member.__func__ if static else member
        if name.startswith("_") or not callable(function) or isinstance(member, type):
            continue
        entry = find_member(cls.__name__, "methods", name)
        if entry is None or bool(entry.get("static")) != static:
            raise AssertionError("{}.{} is not published like this".format(cls.__name__, name))
        if exists_in_version(entry):
            where = "{}.{}".format(cls.__name__, name)
            setattr(cls, name, gate(function, entry["params"], where, static))
        else:
            delattr(cls, name)
    return cls
