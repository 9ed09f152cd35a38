"""What a cell of a notebook asks the course for: read from its source, never run."""

import ast
import re
from collections.abc import Iterable
from typing import NamedTuple

ROOM = re.compile(r"course_utils\.chapters\.(nb\d\d)")


class Call(NamedTuple):
    """``one_gaussian.explorer("x", part="y")``: explorer, one_gaussian, ["x", "y"]."""

    name: str
    owner: str
    words: tuple[str, ...]


def of(source: str) -> list[Call]:
    """The calls that stand as statements of their own, in order."""
    return [
        _call(statement.value)
        for statement in _statements(source)
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
    ]


def rooms(sources: Iterable[str]) -> dict[str, str]:
    """ "one_gaussian" -> "nb01.one_gaussian", from what the cells import."""
    return {
        alias.asname or alias.name: f"{found[1]}.{alias.name}"
        for source in sources
        for statement in _statements(source)
        if isinstance(statement, ast.ImportFrom)
        and (found := ROOM.fullmatch(statement.module or ""))
        for alias in statement.names
    }


def _statements(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError:  # a line for the shell
        return []


def _call(node: ast.Call) -> Call:
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    return Call(
        getattr(node.func, "attr", getattr(node.func, "id", "")),
        getattr(owner, "id", ""),
        tuple(arg.value for arg in given if isinstance(arg, ast.Constant)),
    )
