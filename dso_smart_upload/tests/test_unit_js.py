"""The unit tests of the workbench's components, in a browser."""

from odoo.tests import HttpCase, no_retry, tagged

SUITE = "@dso_smart_upload"


def suite_id(name):
    """Return how the test runner of the web client calls a suite in its address."""
    number = 0
    for char in name:
        number = ((number << 5) - number + ord(char)) & 0xFFFFFFFF
    return f"{number:08x}"


@tagged("post_install", "-at_install")
class TestUnitJs(HttpCase):
    @no_retry
    def test_components(self):
        address = f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite_id(SUITE)}"
        self.browser_js(
            address,
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=lambda message: "[HOOT]" not in message,
        )
