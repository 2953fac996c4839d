"""`script/screenshots`: take the pictures of README.md and docs/users.md anew.

In: `examples/clients.csv`. Out: `docs/images/*.png`. A first version of the file is imported, in which a customer is
missing and some values are older, and a credit limit is then changed in Odoo; the pictures show the file itself, so
that there is something of everything in the check.
"""

import base64
import io

from environment import LIB, ROOT, show_steps
from set_up import enter

EXAMPLE = ROOT / "examples" / "clients.csv"
IMAGES = ROOT / "docs" / "images"
WIDTH = 1280
COLOURS = 256
DROP_ZONE = ".o_dso_bench h2"
# what the first version of the file had instead
OLDER = (
    ("14 rue des Tanneurs", "2 place Bellecour"),
    ("compta@faconnable.example", "contact@faconnable.example"),
    ("Lyon, Hôtellerie;3 000,00", "Lyon;3 000,00"),
    ("60 jours;Virement;Nantes, Export;60 000,00", "45 jours fin de mois;Virement;Nantes;60 000,00"),
)
NEW = ("CLI0113", "CLI0215")  # codes of customers it did not have
LIMITS = {"CLI0101": 15000, "CLI0137": 90000}  # changed in Odoo since then
GUARANTEES = {"dso_insurer_guarantee": 60000, "dso_insurer_reference": "POL-48213", "dso_other_guarantees": 5000}


def main():
    enter(__file__)
    # only now in the environment, where these find their packages
    from live_server import live_server
    from page import open_page

    with live_server("screenshots") as server, open_page() as page:
        prepare(server)
        IMAGES.mkdir(exist_ok=True)
        log_in(page, server)
        for name, height in steps(page, server):
            path = IMAGES / f"{name}.png"
            path.write_bytes(smaller(page.picture(WIDTH, height)))
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")
    return 0


def prepare(server):
    """Import the first version of the example, and change in Odoo what is managed there."""
    import odoo_process
    from environment import LOGS

    odoo_process.run_shell(server.db, LIB / "demo_company.py", LOGS / "screenshots.log")
    content = base64.b64encode(first_version(EXAMPLE.read_bytes())).decode()
    server.call(
        "dso.upload.run",
        "import_file",
        content=content,
        filename="clients_20261027.csv",
        options={"create_payment_terms": True},
    )
    for code, limit in LIMITS.items():
        ids = server.call("res.partner", "search", [("ref", "=", code)])
        server.call("res.partner", "write", ids, {"credit_limit": limit, **GUARANTEES})


def first_version(content):
    """The file as it was exported a month earlier.

    :param content: bytes
    :return: bytes
    """
    text = content.decode("cp1252")
    for new, old in OLDER:
        assert new in text, new
        text = text.replace(new, old)
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith(NEW)]
    return "".join(lines).encode("cp1252")


def log_in(page, server):
    page.call("Page.enable")
    page.go(f"{server.url}/web/login")
    page.type("input[name=login]", server.login)
    page.type("input[name=password]", server.password)
    page.click("button[type=submit]", "Log in")
    page.wait(".o_main_navbar")


def steps(page, server):
    """Go through the upload and yield where to take a picture: its name and the window's height."""
    page.go(f"{server.url}/odoo/smart-upload")
    page.wait(".o_dso_bench h2", "Which file")
    yield "1-file", 820
    page.drop(DROP_ZONE, "clients_20261124.csv", EXAMPLE.read_bytes())
    page.wait(".o_dso_next", "Import")
    page.click(".o_dso_steps button", "Columns")
    page.wait("h2", "Which column is which?")
    yield "2-columns", 900
    page.click(".o_dso_next", "Check")
    page.wait("h2", "This is what the import will do")
    page.wait(".o_dso_rows tbody tr, .o_dso_row")
    yield "3-check", 1000
    page.click(".o_dso_next", "Import")
    page.wait("h2", "Your file is imported")
    yield "4-import", 620
    page.go(f"{server.url}/odoo/smart-upload-history")
    page.click("tr.o_data_row td[name=filename]", "clients_20261124.csv")
    page.wait(".o_statusbar_buttons button", "Undo")
    yield "5-history", 900
    page.go(f"{server.url}/odoo/smart-upload-customers")
    page.click("tr.o_data_row td[name=name]", "Groupe Ferrandel")
    page.click("a.nav-link", "Credit and Guarantees")
    yield "6-customer", 940


def smaller(png):
    """The same picture with few colours.

    :param png: bytes
    :return: bytes
    """
    from PIL import Image

    target = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        target, "PNG", optimize=True
    )
    return target.getvalue()


if __name__ == "__main__":
    show_steps(main)
