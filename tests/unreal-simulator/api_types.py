"""Types of expressions, as far as the checker needs them, and look-ups in the published API.

A type is a tuple: ("obj", class) an instance of an Unreal class, ("type", class) the class itself,
("value", enum), ("list", T), ("dict", T) by its values, ("tuple", [T]), ("union", [T]), ("own", class) and
("ownclass", class) of the scripts, ("fn", T) a function by its result, ("strings", [str]) known texts,
("module",), ("std",) anything of Python itself, ("any",) not derivable.
"""

from __future__ import annotations

import ast
import json
import os

STD, ANY, MODULE = ("std",), ("any",), ("module",)

with open(
    os.path.join(os.path.dirname(os.path.abspath(__file__)), "unreal-api.data.json"), encoding="utf-8"
) as _file:
    API = json.load(_file)
CLASSES, ENUMS, FUNCTIONS = API["classes"], API["enums"], API["functions"]

PLAIN = {"int", "float", "bool", "str", "bytes", "None", "object", "array", "int32", "double", "Text"}
LISTS = {"List", "Sequence", "Iterable", "Set", "Array", "FrozenSet", "Iterator"}


def union(types):
    """One type of many; None and other plain values do not count beside an Unreal type."""
    flat = []
    for made in types:
        for member in made[1] if made[0] == "union" else [made]:
            if member not in flat:
                flat.append(member)
    strong = [member for member in flat if member != STD] or flat
    return strong[0] if len(strong) == 1 else ("union", strong)


def members(made):
    return made[1] if made[0] == "union" else [made]


def element(made):
    """Type of what a loop over `made` gives."""
    if made[0] == "list":
        return made[1]
    if made[0] == "tuple":
        return union(made[1]) if made[1] else STD
    if made[0] == "strings":
        return made
    return STD if made[0] in ("std", "dict") else ANY


def from_annotation(node, own, aliases, published=False):
    """Type of an annotation: of a script, or of the published API where class names stand alone."""
    if node is None:
        return ANY
    if isinstance(node, str):
        node = ast.parse(node, mode="eval").body
    if isinstance(node, ast.Constant):
        return STD if node.value is None else from_annotation(node.value, own, aliases, published)
    if isinstance(node, ast.Attribute):
        if isinstance(node.value, ast.Name) and node.value.id == "unreal":
            return named(node.attr)
        return STD
    if isinstance(node, ast.Name):
        if published:
            return named(node.id)
        if node.id in own:
            return ("own", node.id)
        if node.id in aliases:
            return aliases[node.id]
        return ANY if node.id == "Any" else STD
    if isinstance(node, ast.Subscript):
        return _generic(node, own, aliases, published)
    return STD


def _generic(node, own, aliases, published):
    def convert(child):
        return from_annotation(child, own, aliases, published)

    name = node.value.id if isinstance(node.value, ast.Name) else ""
    inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if name in LISTS:
        return ("list", convert(inner[0]))
    if name in ("Dict", "Mapping", "Map"):
        return ("dict", convert(inner[1]))
    if name in ("Tuple", "tuple"):
        kept = [child for child in inner if not _is_ellipsis(child)]
        return ("list", convert(kept[0])) if len(kept) < len(inner) else ("tuple", list(map(convert, inner)))
    if name in ("Optional", "Union"):
        return union([convert(child) for child in inner])
    if name == "Callable":
        return ("fn", convert(inner[1]))
    if name == "Type":
        made = convert(inner[0])
        return ("type", made[1]) if made[0] == "obj" else STD
    return STD


def _is_ellipsis(node):
    return isinstance(node, ast.Constant) and node.value is Ellipsis


def named(name):
    """Type of a published type name; a class outside the data is opaque and has no known member."""
    if name in ENUMS:
        return ("value", name)
    if name in PLAIN:
        return STD
    return ANY if name in ("Any", "_T") else ("obj", name)


def find(class_name, kind, name):
    """Published entry of a method or property through the bases, or None."""
    entry = CLASSES.get(class_name, {})
    if name in entry.get(kind, {}):
        return entry[kind][name]
    for base in entry.get("bases", []):
        found = find(base, kind, name)
        if found is not None:
            return found
    return None


def init_params(class_name):
    entry = CLASSES.get(class_name, {})
    if "init" in entry:
        return entry["init"]
    for base in entry.get("bases", []):
        found = init_params(base)
        if found is not None:
            return found
    return None


def is_kind_of(class_name, base):
    if class_name == base:
        return True
    return any(is_kind_of(parent, base) for parent in CLASSES.get(class_name, {}).get("bases", []))


def engine_only_names():
    """Member names that nothing of Python's own has: using one on an unknown value is an error."""
    python = set()
    for kind in (str, bytes, list, dict, set, tuple, int, float, BaseException):
        python |= set(dir(kind))
    names = set()
    for entry in CLASSES.values():
        names |= set(entry.get("methods", {})) | set(entry.get("properties", {}))
    # words that the scripts' own objects use as well
    return names - python - {"text", "skeleton", "path", "name", "value", "time", "at", "set", "sequence"}
