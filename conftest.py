"""Plain tests run without Odoo: the folders above them are no packages to import."""

import pytest


def pytest_collect_directory(path, parent):
    return pytest.Dir.from_parent(parent, path=path)
