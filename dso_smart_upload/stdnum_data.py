"""Let python-stdnum find its data files inside Odoo.

Odoo patches stdnum while it is imported and leaves its package with a loader that cannot open data files,
which the modules for IBAN and some tax numbers need (``importlib.resources`` raises "Can't open orphan path").
"""

from importlib.machinery import SourceFileLoader

import stdnum


def restore_loader():
    """Give the package ``stdnum`` a loader that can open its data files, where it has lost its own."""
    if not hasattr(stdnum.__spec__.loader, "get_resource_reader"):
        stdnum.__spec__.loader = SourceFileLoader(stdnum.__name__, stdnum.__file__)


restore_loader()
