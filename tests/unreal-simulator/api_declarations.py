"""What the scripts themselves declare: the half of the checker that reads signatures before bodies."""

from __future__ import annotations

import ast

from api_types import STD, from_annotation


class Declarations:
    """Mixed into `Checker`: own classes with their fields, functions by their result, constants."""

    def __init__(self):
        self.own, self.aliases, self.globals = {}, {}, {}

    def collect(self, tree):
        """Notes classes, functions and constants of a module before any body is read."""
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                self.own[node.name] = {}
                self.globals[node.name] = ("ownclass", node.name)
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                self.collect_class(node)
            elif isinstance(node, ast.FunctionDef):
                self.globals[node.name] = ("fn", self.annotation(node.returns))
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                if isinstance(node.value, ast.Subscript) and isinstance(node.value.value, ast.Name):
                    self.aliases[node.targets[0].id] = self.annotation(node.value)
                else:
                    self.globals[node.targets[0].id] = self.infer(node.value, {}, frozenset())

    def collect_class(self, node):
        fields = self.own[node.name]
        for child in node.body:
            if isinstance(child, ast.AnnAssign):
                fields[child.target.id] = self.annotation(child.annotation)
            elif isinstance(child, ast.FunctionDef):
                result = self.annotation(child.returns)
                is_property = any(isinstance(d, ast.Name) and d.id == "property" for d in child.decorator_list)
                fields[child.name] = result if is_property else ("fn", result)
                if child.name == "__init__":
                    given = {a.arg: self.annotation(a.annotation) for a in child.args.args}
                    for line in ast.walk(child):
                        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Attribute):
                            source = line.value.id if isinstance(line.value, ast.Name) else None
                            fields.setdefault(line.targets[0].attr, given.get(source, STD))

    def annotation(self, node):
        return from_annotation(node, self.own, self.aliases)
