"""What a call may be given and what it gives: the half of the checker that looks at arguments."""

from __future__ import annotations

import ast

from api_types import (
    ANY,
    CLASSES,
    ENUMS,
    FUNCTIONS,
    MODULE,
    STD,
    element,
    find,
    from_annotation,
    init_params,
    is_kind_of,
    members,
    union,
)


class CallChecker:
    """Mixed into `Checker`, whose `infer`, `error` and `note` it uses."""

    def call(self, node, env, guards):
        values = [self.infer(argument, env, guards) for argument in node.args]
        named_values = {k.arg: self.infer(k.value, env, guards) for k in node.keywords if k.arg}
        if isinstance(node.func, ast.Name) and node.func.id not in env:
            return self.builtin(node, values, env, guards)
        target = self.infer(node.func, env, guards)
        return union([self.one_call(node, part, values, named_values) for part in members(target)])

    def one_call(self, node, target, values, named_values):
        if target[0] == "type":
            if target[1] in CLASSES:
                self.check_init(node, target[1], values, named_values)
            return ("obj", target[1])
        if target[0] == "call":
            self.check_arguments(node, target[1], target[2]["params"], values, named_values)
            return self.result(node, target, values)
        if target[0] == "ownclass":
            return ("own", target[1])
        return target[1] if target[0] == "fn" else ANY if target == ANY else STD

    def result(self, node, target, values):
        """Type of an Unreal call; some answer by their argument."""
        _, name, entry = target
        member = name.split(".")[-1]
        if name in ("unreal.get_default_object", "unreal.get_editor_subsystem", "unreal.new_object"):
            return ("obj", values[0][1]) if values and values[0][0] == "type" else ANY
        if member in ("get_editor_property", "set_editor_property"):
            return self.editor_property(node, name.split(".")[0], member)
        return from_annotation(entry["returns"], {}, {}, published=True)

    def editor_property(self, node, owner, member):
        name = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
        entry = find(owner, "properties", name) if name else None
        if entry is None:
            self.error(node, "{} has no editor property {}".format(owner, name))
            return ANY
        if member == "set_editor_property" and entry["access"] != "rw":
            self.error(node, "{}.{} is read-only".format(owner, name))
        if "since" in entry or "until" in entry:
            self.error(node, "{}.{} is not in every version".format(owner, name))
        self.note("{}.{}".format(owner, name))
        return from_annotation(entry["type"], {}, {}, published=True)

    def check_init(self, node, owner, values, named_values):
        params = init_params(owner)
        if params is None:
            self.error(node, "{} is not made by a call".format(owner))
            return
        older = CLASSES[owner].get("init_5.4")
        if older is not None:
            if values:
                self.error(node, "the order of {}'s arguments differs by version".format(owner))
            params = [param for param in params if param[0] in {p[0] for p in older}]
        self.check_arguments(node, owner, params, values, named_values)

    def check_arguments(self, node, name, params, values, named_values):
        starred = any(isinstance(argument, ast.Starred) for argument in node.args)
        if len(values) > len(params):
            self.error(node, "{} takes {} arguments".format(name, len(params)))
        given = {} if starred else {p[0]: v for p, v in zip(params, values)}
        for key, value in named_values.items():
            if all(param[0] != key for param in params):
                self.error(node, "{} has no argument {}".format(name, key))
            given[key] = value
        for param in params:
            if param[0] in given:
                self.check_value(node, name, param, given[param[0]])
            elif len(param) < 3 and not starred:
                self.error(node, "{} lacks the argument {}".format(name, param[0]))

    def check_value(self, node, name, param, value):
        expected = from_annotation(param[1], {}, {}, published=True)
        for part in members(value):
            if expected[0] == "list":
                if part[0] in ("obj", "value"):
                    self.error(node, "{} {} takes a list".format(name, param[0]))
                continue
            wrong = part[0] in ("obj", "value") and expected[0] in ("obj", "value") and part != expected
            if wrong and not (part[0] == "obj" and (is_kind_of(part[1], expected[1]) or expected[1] == "Object")):
                if expected[1] in CLASSES or expected[1] in ENUMS:
                    self.error(node, "{} {} is a {}, not a {}".format(name, param[0], expected[1], part[1]))
        if value == STD and expected[0] == "obj":
            if expected[1] in CLASSES and expected[1] not in ("Name", "Object"):
                self.error(node, "{} {} takes a {}".format(name, param[0], expected[1]))

    def builtin(self, node, values, env, guards):
        name = node.func.id
        if name == "hasattr":
            self.check_hasattr(node, values)
        if name in ("list", "sorted", "set", "tuple", "reversed", "iter"):
            return ("list", element(values[0])) if values else ("list", STD)
        if name == "map":
            made = values[0]
            return ("list", ("obj", made[1]) if made[0] == "type" else made[1] if made[0] == "fn" else STD)
        if name == "zip":
            return ("list", ("tuple", [element(value) for value in values]))
        if name == "enumerate":
            return ("list", ("tuple", [STD, element(values[0])]))
        if name == "getattr":
            self.error(node, "getattr hides the name from this check")
        return STD

    def check_hasattr(self, node, values):
        """The name asked for must be a published one, of whatever version: a typo would never be true."""
        asked = node.args[1]
        names = [asked.value] if isinstance(asked, ast.Constant) else None
        if names is None and values[1][0] == "strings":
            names = values[1][1]
        if names is None:
            self.error(node, "hasattr with a name that cannot be derived")
            return
        for name in names:
            for part in members(values[0]):
                known = (
                    name in CLASSES or name in ENUMS or name in FUNCTIONS
                    if part == MODULE
                    else part[0] in ("obj", "type")
                    and (find(part[1], "methods", name) or find(part[1], "properties", name))
                )
                if not known:
                    self.error(node, "hasattr asks for {}, which is not published".format(name))
