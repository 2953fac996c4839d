"""Downloads."""

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request

CONTENT_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class RejectedRows(http.Controller):
    @http.route(
        "/dso_smart_upload/rejected/<int:run_id>/<any(csv,xlsx):ending>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def rejected(self, run_id, ending):
        """Give out the rejected rows of a run as a file, to those who may read the run."""
        try:
            run = request.env["dso.upload.run"].search([("id", "=", run_id)])
        except AccessError as error:
            raise request.not_found() from error
        if not run:
            raise request.not_found()
        try:
            name, content = run._rejected_file(ending)
        except UserError as error:
            return request.make_response(str(error), [("Content-Type", "text/plain; charset=utf-8")], status=404)
        headers = [("Content-Type", CONTENT_TYPES[ending]), ("Content-Disposition", content_disposition(name))]
        return request.make_response(content, headers)
