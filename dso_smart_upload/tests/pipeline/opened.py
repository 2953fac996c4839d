"""What a file with the ending ``.xls`` holds, and why it is refused."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.message import FileError
from odoo.addons.dso_smart_upload.pipeline.table import read_table


def rows(table):
    """Return the cells of a ``Table``, list of lists."""
    return table.rows.to_numpy().tolist()


def refusal(content, **options):
    """Return the kind of the sentence with which a file is refused."""
    with pytest.raises(FileError) as caught:
        read_table(content, "clients.xls", **options)
    assert str(caught.value).endswith(".")
    return caught.value.message.kind
