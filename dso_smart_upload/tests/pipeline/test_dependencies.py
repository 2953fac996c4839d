"""The manifest declares what the pipeline imports, and what fetches files of any kind of place."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ADDON = Path(__file__).parents[2]
# what the standard library has in newer versions of Python
OLD_PYTHON = {"tomli": 'tomli; python_version < "3.11"'}
OPTIONAL = {"http.py", "sftp.py", "s3.py"}  # imported only for a source of their kind


def imported(path):
    """Return the packages that a module imports, without those next to it and those of Python."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names


def test_the_manifest_declares_what_is_imported():
    paths = [*ADDON.glob("pipeline/**/*.py"), *ADDON.glob("storage/*.py")]
    names = set().union(*(imported(path) for path in paths if path.name not in OPTIONAL))
    distributions = packages_distributions()
    needed = {OLD_PYTHON.get(name) or distributions[name][0].lower() for name in names}
    manifest = ast.literal_eval((ADDON / "__manifest__.py").read_text())
    assert sorted(needed) == manifest["external_dependencies"]["python"]
