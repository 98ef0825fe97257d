"""Finds uses of Unreal's Python API that the published facts do not have.

usage: check_api.py FILE.py ...
Prints a JSON object: `errors`, one text each, and `uses`, every member that was resolved with its count.
Names that only some of 5.4 to 5.8 have must stand under a matching `hasattr`.
"""

from __future__ import annotations

import ast
import json
import sys
from collections import Counter

from api_calls import CallChecker
from api_declarations import Declarations
from api_types import (
    ANY,
    CLASSES,
    ENUMS,
    FUNCTIONS,
    MODULE,
    STD,
    element,
    engine_only_names,
    find,
    from_annotation,
    members,
    union,
)

ENGINE_NAMES = engine_only_names()


class Checker(CallChecker, Declarations):
    """Walks the modules of one script set; derives types from annotations, calls and assignments."""

    def __init__(self):
        super().__init__()
        self.errors, self.uses = [], Counter()
        self.file = ""

    # --- statements -------------------------------------------------------------------------------

    def check(self, tree):
        env = dict(self.globals)
        env["unreal"] = MODULE
        self.block(tree.body, env, frozenset())

    def block(self, body, env, guards):
        for node in body:
            self.statement(node, env, guards)

    def statement(self, node, env, guards):
        if isinstance(node, ast.FunctionDef):
            inner = dict(env)
            inner.setdefault(node.name, ("fn", self.annotation(node.returns)))
            env[node.name] = inner[node.name]
            for argument in node.args.args:
                inner[argument.arg] = self.annotation(argument.annotation)
            self.block(node.body, inner, guards)
        elif isinstance(node, ast.ClassDef):
            for child in node.body:
                if isinstance(child, ast.FunctionDef):
                    inner = dict(env)
                    self.statement(child, inner, guards)
        elif isinstance(node, ast.If):
            self.branch(node, env, guards)
        elif isinstance(node, (ast.For, ast.While)):
            if isinstance(node, ast.For):
                self.bind(node.target, element(self.infer(node.iter, env, guards)), env)
            else:
                self.infer(node.test, env, guards)
            self.block(node.body, env, guards)
            self.block(node.orelse, env, guards)
        elif isinstance(node, ast.With):
            for item in node.items:
                made = self.infer(item.context_expr, env, guards)
                if item.optional_vars is not None:
                    self.bind(item.optional_vars, made, env)
            self.block(node.body, env, guards)
        elif isinstance(node, ast.Try):
            for part in (node.body, *(h.body for h in node.handlers), node.orelse, node.finalbody):
                self.block(part, env, guards)
        elif isinstance(node, ast.Assign):
            made = self.infer(node.value, env, guards)
            for target in node.targets:
                self.bind(target, made, env)
                if isinstance(target, ast.Attribute):
                    self.check_assignment(target, made, env)
        elif isinstance(node, ast.AnnAssign):
            if node.value is not None:
                self.infer(node.value, env, guards)
            self.bind(node.target, self.annotation(node.annotation), env)
        else:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self.infer(child, env, guards)

    def branch(self, node, env, guards):
        """An if: names that its test proves, and classes that it narrows to."""
        self.infer(node.test, env, guards)
        proven = frozenset(self.proven_names(node.test))
        inner = dict(env)
        positive, negative = self.narrowings(node.test)
        for name, made in positive.items():
            inner[name] = made
        self.block(node.body, inner, guards | proven)
        other = dict(env)
        self.block(node.orelse, other, guards)
        leaves = isinstance(node.body[-1], (ast.Return, ast.Raise, ast.Continue))
        for name in set(inner) & set(other):
            if name not in positive:
                env[name] = other[name] if leaves else union([inner[name], other[name]])
        for name, made in negative.items():
            if leaves:
                env[name] = made

    def proven_names(self, test):
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            for part in test.values:
                yield from self.proven_names(part)
        elif isinstance(test, ast.Call) and isinstance(test.func, ast.Name) and test.func.id == "hasattr":
            if isinstance(test.args[1], ast.Constant):
                yield test.args[1].value

    def narrowings(self, test):
        """Types that hold where the test is true, and where it is false."""
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            positive, negative = self.narrowings(test.operand)
            return negative, positive
        if isinstance(test, ast.Call) and isinstance(test.func, ast.Name) and test.func.id == "isinstance":
            kind = self.annotation(test.args[1])
            if isinstance(test.args[0], ast.Name) and kind[0] == "obj":
                return {test.args[0].id: kind}, {}
        return {}, {}

    def bind(self, target, made, env):
        if isinstance(target, ast.Name):
            env[target.id] = made
        elif isinstance(target, (ast.Tuple, ast.List)):
            parts = made[1] if made[0] == "tuple" and len(made[1]) == len(target.elts) else None
            for index, child in enumerate(target.elts):
                self.bind(child, parts[index] if parts else element(made), env)
        elif isinstance(target, ast.Attribute):
            self.attribute(target, self.infer(target.value, env, frozenset()), frozenset())

    def check_assignment(self, target, made, env):
        """A property that is assigned must be writable and of that type."""
        for owner in members(self.infer(target.value, env, frozenset())):
            entry = find(owner[1], "properties", target.attr) if owner[0] == "obj" else None
            if entry is not None:
                if entry["access"] != "rw":
                    self.error(target, "{}.{} is read-only".format(owner[1], target.attr))
                self.check_value(target, owner[1], [target.attr, entry["type"]], made)

    # --- expressions ------------------------------------------------------------------------------

    def infer(self, node, env, guards):
        """Type of an expression; every Unreal member inside it is checked on the way."""
        if isinstance(node, ast.Name):
            return env.get(node.id, STD)
        if isinstance(node, ast.Attribute):
            return self.attribute(node, self.infer(node.value, env, guards), guards)
        if isinstance(node, ast.Call):
            return self.call(node, env, guards)
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
            inner = dict(env)
            for loop in node.generators:
                self.bind(loop.target, element(self.infer(loop.iter, inner, guards)), inner)
                for test in loop.ifs:
                    self.infer(test, inner, guards)
            if isinstance(node, ast.DictComp):
                self.infer(node.key, inner, guards)
                return ("dict", self.infer(node.value, inner, guards))
            return ("list", self.infer(node.elt, inner, guards))
        if isinstance(node, ast.IfExp):
            self.infer(node.test, env, guards)
            return union([self.infer(node.body, env, guards), self.infer(node.orelse, env, guards)])
        if isinstance(node, (ast.Tuple, ast.List)):
            parts = [self.infer(child, env, guards) for child in node.elts]
            if isinstance(node, ast.Tuple):
                texts = [child.value for child in node.elts if isinstance(child, ast.Constant)]
                all_texts = len(texts) == len(parts) > 0 and all(isinstance(t, str) for t in texts)
                return ("strings", texts) if all_texts else ("tuple", parts)
            return ("list", union(parts) if parts else STD)
        if isinstance(node, ast.Subscript):
            base = self.infer(node.value, env, guards)
            self.infer(node.slice, env, guards)
            if isinstance(node.slice, ast.Slice):
                return base
            return base[1] if base[0] == "dict" else element(base)
        if isinstance(node, ast.BinOp):
            left, right = self.infer(node.left, env, guards), self.infer(node.right, env, guards)
            return left if left[0] == "list" else right if right[0] == "list" else STD
        if isinstance(node, ast.BoolOp):
            return union([self.infer(child, env, guards) for child in node.values])
        if isinstance(node, ast.Starred):
            return self.infer(node.value, env, guards)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.infer(child, env, guards)
        return STD

    def attribute(self, node, base, guards):
        return union([self.member(node, part, guards) for part in members(base)])

    def member(self, node, base, guards):
        name, kind = node.attr, base[0]
        if base == MODULE:
            return self.module_member(node, name, guards)
        if kind == "type":
            return self.class_member(node, base[1], name, guards)
        if kind == "obj":
            return self.object_member(node, base[1], name, guards)
        if kind == "own":
            return self.own.get(base[1], {}).get(name, STD)
        if kind == "dict" and name in ("items", "values", "get"):
            return ("fn", ("list", ("tuple", [STD, base[1]]) if name == "items" else base[1]))
        if kind == "value":
            return STD
        if base == ANY and name in ENGINE_NAMES:
            self.error(node, "the type of what .{} is used on cannot be derived".format(name))
        return STD if kind != "any" else ANY

    def module_member(self, node, name, guards):
        if name in CLASSES or name in ENUMS:
            self.note("unreal." + name)
            return ("type", name)
        if name in FUNCTIONS:
            self.note("unreal." + name)
            return ("call", "unreal." + name, FUNCTIONS[name])
        self.error(node, "unreal.{} is not published".format(name))
        return ANY

    def class_member(self, node, owner, name, guards):
        if owner in ENUMS:
            if name not in ENUMS[owner]:
                self.error(node, "{} has no value {}".format(owner, name))
            self.note("{}.{}".format(owner, name))
            return ("value", owner)
        if name in CLASSES[owner].get("constants", []):
            return ("obj", owner)
        return self.method(node, owner, name, guards, static=True)

    def object_member(self, node, owner, name, guards):
        entry = find(owner, "properties", name)
        if entry is None:
            return self.method(node, owner, name, guards, static=False)
        if not entry["attr"]:
            self.error(node, "{}.{} is reached through get_editor_property only".format(owner, name))
        self.check_version(node, owner, name, entry, guards)
        self.note("{}.{}".format(owner, name))
        return from_annotation(entry["type"], {}, {}, published=True)

    def method(self, node, owner, name, guards, static):
        entry = find(owner, "methods", name)
        if entry is None:
            self.error(node, "{} has no {}".format(owner, name))
            return ANY
        if static and not entry.get("static"):
            self.error(node, "{}.{} needs an object".format(owner, name))
        if entry.get("deprecated"):
            self.error(node, "{}.{} is deprecated".format(owner, name))
        self.check_version(node, owner, name, entry, guards)
        self.note("{}.{}".format(owner, name))
        return ("call", "{}.{}".format(owner, name), entry)

    def check_version(self, node, owner, name, entry, guards):
        if ("since" in entry or "until" in entry) and name not in guards:
            self.error(node, "{}.{} is not in every version: it needs hasattr".format(owner, name))

    # --- results ----------------------------------------------------------------------------------

    def error(self, node, message):
        self.errors.append("{}:{}: {}".format(self.file, node.lineno, message))

    def note(self, name):
        self.uses[name] += 1


def main():
    checker, trees = Checker(), []
    for path in sys.argv[1:]:
        with open(path, "r", encoding="utf-8") as file:
            # the oldest interpreter that these editors carry
            trees.append((path, ast.parse(file.read(), path, feature_version=(3, 9))))
    for _, tree in trees:
        checker.collect(tree)
    for path, tree in trees:
        checker.file = path.rpartition("/")[2]
        checker.check(tree)
    json.dump({"errors": checker.errors, "uses": checker.uses}, sys.stdout)


if __name__ == "__main__":
    main()
