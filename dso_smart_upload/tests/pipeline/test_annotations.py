"""The public functions of the pipeline and the engine say what they take and what they return."""

import ast
from pathlib import Path

import pytest

ADDON = Path(__file__).resolve().parents[2]
FLOORS = ("pipeline", "engine")


def is_public(name):
    """Say whether others may use a name; ``__init__`` says what its class is made of."""
    return not name.startswith("_") or name == "__init__"


def public_functions(tree, outer=""):
    """Yield the public functions of a module and of its public classes: name, node."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and is_public(node.name):
            yield from public_functions(node, f"{node.name}.")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and is_public(node.name):
            yield outer + node.name, node


def without_annotation(node):
    """Return what a function does not annotate: names of parameters, and ``return``."""
    given = node.args
    parameters = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    missing = [one.arg for one in parameters if one and not one.annotation and one.arg not in ("self", "cls")]
    return missing if node.returns else [*missing, "return"]


def test_what_is_missing_is_found():
    tree = ast.parse("class Table:\n    def words(self, header, *, a: int) -> str: ...\n    def _own(self, x): ...\n")
    assert [(name, without_annotation(node)) for name, node in public_functions(tree)] == [("Table.words", ["header"])]
    (plain,) = ast.parse("def plain(text, *more, **options): ...").body
    assert without_annotation(plain) == ["text", "more", "options", "return"]


@pytest.mark.parametrize("floor", FLOORS)
def test_public_functions_are_annotated(floor):
    paths = sorted((ADDON / floor).rglob("*.py"))
    assert paths
    missing = {
        f"{path.relative_to(ADDON)}: {name}": names
        for path in paths
        for name, node in public_functions(ast.parse(path.read_text()))
        if (names := without_annotation(node))
    }
    assert not missing
