"""Downloads."""

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request

from odoo.addons.dso_smart_upload.controllers.main import CONTENT_TYPES

TYPES = {**CONTENT_TYPES, "txt": "text/plain; charset=utf-8", "zip": "application/zip"}


def given_out(make):
    """Answer with the file that a function makes, or with the sentence that says why there is none.

    :param make: returns (name of the file, bytes)
    """
    try:
        name, content = make()
    except AccessError as error:
        raise request.not_found() from error
    except UserError as error:
        return request.make_response(str(error), [("Content-Type", "text/plain; charset=utf-8")], status=404)
    ending = name.rpartition(".")[2]
    headers = [("Content-Type", TYPES[ending]), ("Content-Disposition", content_disposition(name))]
    return request.make_response(content, headers)


class EinvoiceFiles(http.Controller):
    @http.route(
        "/dso_smart_upload_einvoice/incomplete/<int:run_id>/<any(csv,xlsx):ending>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def incomplete(self, run_id, ending):
        """Give out the rows of a run that lack something, to those who may read its file."""
        return given_out(lambda: request.env["dso.upload.run"]._existing(run_id)._einvoice_file(ending))

    @http.route(
        "/dso_smart_upload_einvoice/list/<any(sirens,vats):what>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def numbers(self, what):
        """Give out the Sirens or VAT numbers of the user's customers, as the directory and VIES take them."""
        return given_out(lambda: request.env["res.partner"]._dso_numbers_file(what))
