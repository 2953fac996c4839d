"""Our screens in a browser, looked at by axe-core: nothing that keeps people from using them."""

import base64
import json
from functools import cache
from importlib.metadata import files
from pathlib import Path

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .test_bench_check import FIELDS, TEXT

# Looks at what stands on the screen, once it has come; a rule that only points out what could be better does not count.
LOOK = """
const found = new Set();
const seen = () => document.querySelector(%(ready)s);
const wait = (time) => new Promise((done) => setTimeout(done, time));
for (let at = 0; at < 100 && !seen(); at++) await wait(100);
if (!seen()) throw new Error("the screen did not come");
await wait(500);
%(before)s
const result = await axe.run(seen().closest(".o_dso_bench"), { resultTypes: ["violations"] });
for (const one of result.violations.filter((one) => ["serious", "critical"].includes(one.impact))) {
    for (const node of one.nodes) found.add(`${one.id}: ${one.help}: ${node.html.slice(0, 200)}`);
}
if (found.size) console.error([...found].join("\\n"));
else console.log("test successful");
"""


@cache
def axe():
    """Return the source of axe-core, which a package of Python brings."""
    (file,) = (one for one in files("axe-playwright-python") if one.name == "axe.min.js")
    return Path(file.locate()).read_text()


@tagged("post_install", "-at_install")
class TestAccessible(HttpCase):
    def look(self, path, ready, before=""):
        look = LOOK % {"ready": json.dumps(ready), "before": before}
        self.browser_js(path, f"{axe()};(async () => {{ {look} }})()", login="admin", timeout=60)

    def test_what_is_wrong_is_found(self):
        before = 'document.querySelector(".o_dso_bench").insertAdjacentHTML("beforeend", "<button></button>");'
        logger = f"{__name__}.{type(self).__name__}.{self._testMethodName}.browser"
        with self.assertRaisesRegex(self.failureException, "button-name"), mute_logger(logger):
            self.look("/odoo/smart-upload", ".o_dso_bench .o_dso_zone", before)

    def upload(self, *steps):
        """Return the address of an upload that went as far as ``steps`` say."""
        uploads = self.env["dso.smart.upload"].with_user(self.env.ref("base.user_admin"))
        state = uploads.bench_upload(base64.b64encode(TEXT.encode()).decode(), "clients.csv")
        upload = uploads.browse(state["id"])
        for column, key in zip(state["columns"], FIELDS, strict=True):
            upload.bench_column(column["id"], {"field": self.env.ref(f"dso_smart_upload.field_{key}").id})
        for step in steps:
            step(upload)
        return f"/odoo/smart-upload/{upload.id}"

    def test_file(self):
        self.look("/odoo/smart-upload", ".o_dso_bench .o_dso_zone")

    def test_columns(self):
        self.look(self.upload(lambda upload: upload.bench_go("columns")), ".o_dso_bench .o_dso_columns")

    def test_check(self):
        self.look(self.upload(lambda upload: upload.bench_go("check")), ".o_dso_check")

    def test_done(self):
        steps = (lambda upload: upload.bench_go("check"), lambda upload: upload.bench_import())
        self.look(self.upload(*steps), ".o_dso_bench .o_dso_counts")


@tagged("post_install", "-at_install")
class TestAccessibleNarrow(TestAccessible):
    allow_inherited_tests_method = True
    browser_size = "400x800"
    touch_enabled = True
