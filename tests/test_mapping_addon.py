"""An addon ships a mapping as data: after its installation, files of that kind need no question."""

import base64
from pathlib import Path

ADDONS = Path(__file__).parent / "addons"


def test_a_mapping_of_another_addon(new_server):
    server = new_server(f"--addons-path={ADDONS}")
    server.call("ir.module.module", "update_list")
    (addon,) = server.call("ir.module.module", "search", [["name", "=", "dso_smart_upload_example"]])
    server.call("ir.module.module", "button_immediate_install", [addon])
    content = base64.b64encode(b"PAYS;INTERNE;INTITULE;NUMTIERS\nF0;x;Chaux;ADDON-1\n").decode()
    report = server.call("dso.upload.run", "import_file", content=content, filename="export.csv")
    assert (report["created"], report["warnings"]) == (1, 0)
    (run,) = server.call("dso.upload.run", "read", [report["run_id"]], ["mapping_id"])
    assert run["mapping_id"][1] == "Customers of our ERP"
    (customer,) = server.call("res.partner", "search_read", [["ref", "=", "ADDON-1"]], ["country_code"])
    assert customer["country_code"] == "FR"
