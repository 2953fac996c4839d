"""The floors of the addon: imports go downwards only, and never round in a circle."""

import ast
from functools import cache
from pathlib import Path

import pytest

ADDON = Path(__file__).resolve().parents[2]
FLOORS = ("pipeline", "storage", "engine", "models", "wizards", "controllers")
MAY_USE = {
    "pipeline": {"pipeline"},
    "storage": {"storage", "pipeline"},
    "engine": {"engine", "pipeline"},
    "models": {"models", "engine", "pipeline", "storage"},
    "wizards": {"wizards", "models", "engine", "pipeline"},
    "controllers": {"controllers", "models", "engine", "pipeline"},
}
WITHOUT_ODOO = ("pipeline", "storage")


def modules():
    """Return the modules of the floors: dict name, such as ``engine.undo.lines``, to its path."""
    found = {}
    for floor in FLOORS:
        for path in sorted((ADDON / floor).rglob("*.py")):
            parts = path.relative_to(ADDON).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports_of(name, path, known, with_types=True):
    """Return what a module imports of the addon, and of others: two sets of names.

    :param known: names of the modules of the addon
    :param with_types: also what only annotations need, which is not imported when the module runs
    """
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    own, others = set(), set()
    for node in imports_in(path, with_types):
        if isinstance(node, ast.Import):
            others |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            others.add(node.module)
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) - node.level + 1], *(node.module.split(".") if node.module else ())]
            for alias in node.names:
                submodule = ".".join([*base, alias.name])
                own.add(submodule if submodule in known else ".".join(base))
    return own - {name}, others


@cache
def imports_in(path, with_types):
    """Return the statements of a module that import; each is read once, however many tests ask."""
    body = ast.parse(path.read_text()).body
    if not with_types:
        body = [one for one in body if not isinstance(one, ast.If) or "TYPE_CHECKING" not in ast.dump(one)]
    nodes = (node for one in body for node in ast.walk(one))
    return [node for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))]


def graph(floors=FLOORS, with_types=True):
    """Return what each module of some floors imports: dict name -> set of names, and of modules beside the addon."""
    known = modules()
    paths = {name: path for name, path in known.items() if name.split(".")[0] in floors}
    found = {name: imports_of(name, path, known, with_types) for name, path in paths.items()}
    return {name: own for name, (own, _others) in found.items()}, {
        name: others for name, (_own, others) in found.items()
    }


def circle(edges):
    """Return the names of a circle of imports, () where there is none.

    >>> circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}), circle({"a": {"b"}, "b": set()})
    (('b', 'c', 'b'), ())
    """
    done, way = set(), []

    def visit(name):
        if name in way:
            return (*way[way.index(name) :], name)
        if name in done:
            return ()
        way.append(name)
        for other in sorted(edges.get(name, ())):
            if found := visit(other):
                return found
        way.pop()
        done.add(name)
        return ()

    return next(filter(None, map(visit, sorted(edges))), ())


def test_there_is_something_to_look_at():
    edges, _others = graph()
    assert "pipeline.plan" in edges["engine.planning"]
    assert "engine.planning" in edges["models.upload_run"]


@pytest.mark.parametrize("floor", FLOORS)
def test_imports_go_downwards(floor):
    edges, _others = graph([floor])
    upwards = [
        f"{name} imports {other}"
        for name, used in edges.items()
        for other in sorted(used)
        if other.split(".")[0] not in MAY_USE[floor]
    ]
    assert not upwards


def test_no_module_imports_itself_in_the_end():
    edges, _others = graph(with_types=False)
    # the package of a floor's models only names them all
    packages = {name for name, path in modules().items() if path.name == "__init__.py" and name in FLOORS}
    assert not circle({name: used - packages for name, used in edges.items() if name not in packages})


@pytest.mark.parametrize("floor", WITHOUT_ODOO)
def test_the_lowest_floors_know_no_odoo(floor):
    _edges, others = graph([floor])
    assert not [name for name, used in others.items() if any(one.split(".")[0] == "odoo" for one in used)]


def test_the_engine_has_no_models_and_no_transactions():
    for path in sorted((ADDON / "engine").rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text())))
        assigned = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        called = {node.func.attr for node in nodes if isinstance(node, ast.Call) and hasattr(node.func, "attr")}
        words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        assert not assigned & {"_name", "_inherit"}, path
        assert not called & {"commit", "rollback"}, path
        assert "dso.smart.upload" not in words, path
