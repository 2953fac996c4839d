"""Every regular expression of the addons, found in their sources, and texts that are hard for each.

In: the sources. Out: ``patterns()``, each expression with the methods it is called with; ``hostile(pattern)``, which
makes texts of any length from the pieces of an expression: each repeated, two of them in turn, after what must stand
before and before what spoils the match.
"""

import ast
import importlib
import re
from dataclasses import dataclass
from itertools import product
from pathlib import Path

try:
    from re import _constants as constants
    from re import _parser as parser
except ImportError:  # Python 3.10
    import sre_constants as constants
    import sre_parse as parser

ADDONS = Path(__file__).parents[3]
PLAIN = ("pipeline", "storage")  # packages that can be imported without Odoo
CALLS = ("compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
METHODS = frozenset(CALLS) - {"compile"}
OF_PANDAS = frozenset("contains match fullmatch replace extract extractall findall split rsplit count".split())
_MANY = 8  # repeats from which a piece counts as repeated
_MOST_PIECES = 14
_MOST_BEFORES = 6
_SPOILERS = ("", "\0", " ", "!", "\n", "é")


@dataclass(frozen=True)
class Pattern:
    """One expression.

    :param place: file and line
    :param method: name of the method it is called with
    """

    place: str
    pattern: re.Pattern
    method: str

    def __str__(self):
        return f"{self.place} {self.method}"

    def run(self, text):
        """Call the method on ``text`` to its end."""
        if isinstance(self.pattern.pattern, bytes):
            text = text.encode("latin-1", "replace")
        if self.method in ("sub", "subn"):
            return self.pattern.sub("" if isinstance(text, str) else b"", text)
        found = getattr(self.pattern, self.method)(text)
        return list(found) if self.method == "finditer" else found


def patterns(made):
    """Return every ``Pattern`` of the addons.

    :param made: dict "file:function" -> function that returns the expressions made in it out of its arguments
    :raises AssertionError: an expression cannot be known: made out of arguments and not among ``made``, or pandas'
    """
    found, used = [], set()
    sources = {path: ast.parse(path.read_text()) for path in _sources()}
    public = _uses(sources.values())
    for path, tree in sources.items():
        file = str(path.relative_to(ADDONS))
        uses = {**{name: methods for name, methods in public.items() if name[:1] != "_"}, **_uses([tree])}
        names = _names(path, tree)
        for function, target, node in calls_of(tree):
            place = f"{file}:{node.lineno}"
            assert isinstance(node.func.value, ast.Name), f"{place}: an expression of pandas, which no test can find"
            try:
                pattern = _compiled(node, names)
            except NameError:
                used.add(f"{file}:{function}")
                assert f"{file}:{function}" in made, f"{place}: nobody says which expressions {function} makes"
                continue
            methods = {node.func.attr} - {"compile"} or uses.get(target) or METHODS - {"subn", "finditer"}
            found += [Pattern(place, pattern, method) for method in sorted(methods)]
    assert used == set(made), "expressions that are no longer made"
    for place, make in made.items():
        found += [Pattern(place, pattern, method) for pattern, methods in make() for method in methods]
    return found


def _sources():
    files = [path for addon in ADDONS.glob("dso_smart_upload*") for path in addon.rglob("*.py")]
    return sorted(path for path in files if "tests" not in path.relative_to(ADDONS).parts)


def _names(path, tree):
    """Return what the module at ``path`` calls by which name, as far as it can be known without Odoo."""
    parts = path.relative_to(ADDONS).with_suffix("").parts
    if parts[1] in PLAIN:
        name = ".".join(part for part in parts if part != "__init__")
        return vars(importlib.import_module(f"odoo.addons.{name}"))
    return {"re": re}


def _uses(trees):
    """Return the methods by the name of the expression they are called on."""
    found = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in METHODS and isinstance(node.value, ast.Name):
                found.setdefault(node.value.id, set()).add(node.attr)
    return found


def calls_of(tree):
    """Yield (function around it, name it is assigned to, call) of each call that makes or uses an expression."""

    def walk(node, function, target):
        for child in ast.iter_child_nodes(node):
            inside, name = function, target
            if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
                inside, name = f"{function}.{child.name}".strip("."), ""
            elif isinstance(child, ast.Assign) and isinstance(child.targets[0], ast.Name):
                name = child.targets[0].id
            if isinstance(child, (ast.Import, ast.ImportFrom)):
                names = [alias.name for alias in child.names]
                assert getattr(child, "module", "") != "re" and "regex" not in names, "expressions no test can find"
            if isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute):
                owner = child.func.value
                if isinstance(owner, ast.Name) and owner.id == "re" and child.func.attr in CALLS:
                    yield inside, name, child
                elif isinstance(owner, ast.Attribute) and owner.attr == "str" and child.func.attr in OF_PANDAS:
                    yield inside, name, child
            yield from walk(child, inside, name)

    yield from walk(tree, "", "")


def _compiled(node, names):
    """Return the expression that the call ``node`` makes or uses."""

    def value(one):
        return eval(compile(ast.fix_missing_locations(ast.Expression(one)), "", "eval"), dict(names))  # noqa: S307

    position = {"compile": 1, "search": 2, "match": 2, "fullmatch": 2, "findall": 2, "finditer": 2, "split": 3}
    at = position.get(node.func.attr, 4)
    flags = next((value(word.value) for word in node.keywords if word.arg == "flags"), 0)
    if len(node.args) > at:
        flags = value(node.args[at])
    pattern = value(node.args[0])
    return pattern if isinstance(pattern, re.Pattern) else re.compile(pattern, flags)


# -- texts that are hard --


def hostile(pattern):
    """Return functions length -> text, by a name, of texts that are hard for ``pattern``."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    pieces = list(dict.fromkeys(piece for piece in _pieces(tree) if piece))
    singles = list(dict.fromkeys(char for piece in pieces for char in piece))[:_MOST_PIECES]
    befores = list(dict.fromkeys(["", *_befores(tree)]))
    starts = [*befores[1:], *(before + _sample(tree) for before in befores)]
    units = [*singles, *pieces[: 4 * _MOST_PIECES], *starts, *map("".join, product(singles, repeat=2))]
    befores = befores[:_MOST_BEFORES]
    for unit in filter(None, dict.fromkeys(units)):
        for before in befores if len(unit) == 1 or unit in pieces else [""]:
            for after in _SPOILERS if len(unit) == 1 or unit in pieces else _SPOILERS[:3]:
                yield f"{before!r} {unit!r}* {after!r}", _maker(before, unit, after)


def _maker(before, unit, after):
    return lambda length: before + (unit * (length // len(unit) + 1))[:length] + after


def _pieces(tree):
    """Yield short texts that parts of an expression match: its words, its characters, what it repeats."""
    word = ""
    for kind, argument in [*tree, (None, None)]:
        if kind is constants.LITERAL:
            word += chr(argument)
            continue
        yield from (word, word[-1:])
        word = ""
        if kind is constants.IN:
            yield from _of_class(argument)
        elif kind in (constants.NOT_LITERAL, constants.ANY):
            yield _sample([(kind, argument)])
        elif kind in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            yield _sample(argument[2])
        for part in _parts(kind, argument):
            yield from _pieces(part)


def _parts(kind, argument):
    """Return the expressions inside a part of one."""
    if kind in (
        constants.MAX_REPEAT,
        constants.MIN_REPEAT,
        constants.SUBPATTERN,
        constants.ASSERT,
        constants.ASSERT_NOT,
    ):
        return [argument[-1]]
    if kind is constants.BRANCH:
        return argument[1]
    return [branch for branch in argument[1:] if branch] if kind is constants.GROUPREF_EXISTS else []


def _of_class(items):
    """Return characters of a class: the first of each range, and one of each category."""
    found, out = [], any(kind is constants.NEGATE for kind, _argument in items)
    for kind, argument in items:
        if kind is constants.LITERAL:
            found.append(chr(argument))
        elif kind is constants.RANGE:
            found.append(chr(argument[0]))
        elif kind is constants.CATEGORY:
            found.append(_OF_CATEGORY.get(argument, "a"))
    return found if not out else [char for char in "a1 -.\n" if char not in found] + found[:2]


_OF_CATEGORY = {
    constants.CATEGORY_DIGIT: "1",
    constants.CATEGORY_NOT_DIGIT: "a",
    constants.CATEGORY_SPACE: " ",
    constants.CATEGORY_NOT_SPACE: "a",
    constants.CATEGORY_WORD: "a",
    constants.CATEGORY_NOT_WORD: "-",
}


def _sample(tree):
    """Return one short text that ``tree`` matches, as nearly as can be told."""
    text = ""
    for kind, argument in tree:
        if kind is constants.LITERAL:
            text += chr(argument)
        elif kind in (constants.NOT_LITERAL, constants.ANY):
            text += "b" if argument == ord("a") else "a"
        elif kind is constants.IN:
            text += next(iter(_of_class(argument)), "a")
        elif kind in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            text += _sample(argument[2]) * max(argument[0], 1 if argument[1] > _MANY else 0)
        elif kind is constants.SUBPATTERN:
            text += _sample(argument[3])
        elif kind is constants.ASSERT and argument[0] < 0:
            text += _sample(argument[1])
        elif kind is constants.BRANCH:
            text += _sample(argument[1][0])
    return text


def _befores(tree):
    """Yield texts that match what stands before each repeat of an expression."""
    for at, (kind, argument) in enumerate(tree):
        if kind in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            yield _sample(tree[:at])
        for part in _parts(kind, argument):
            yield from (_sample(tree[:at]) + before for before in _befores(part))
