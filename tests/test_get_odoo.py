"""Where Odoo's own command is found: its processes start each other by that file."""

import pytest

import get_odoo


@pytest.mark.parametrize(
    ("python_path", "command"),
    [
        (".", "odoo-bin"),
        ("usr/lib/python3/dist-packages", "usr/bin/odoo"),
    ],
)
def test_the_command_of_a_source_tree(tmp_path, python_path, command):
    for name in (f"{python_path}/odoo/release.py", command):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('version_info = (19, 0, 0, "final", 0, "")\n')
    source = get_odoo.source_in(tmp_path)
    assert (source.version, source.command) == ("19.0", tmp_path / command)


def test_no_source_tree_without_a_command(tmp_path):
    (tmp_path / "odoo").mkdir()
    (tmp_path / "odoo" / "release.py").touch()
    assert get_odoo.source_in(tmp_path) is None
