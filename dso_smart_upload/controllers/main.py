"""Downloads, and the way in of a file."""

import base64
from contextlib import suppress
from datetime import datetime, timezone

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


class Upload(http.Controller):
    @http.route("/dso_smart_upload/upload", type="http", auth="user", methods=["POST"])
    def upload(self, ufile, changed=""):
        """Take a file into a new Smart Upload; as bytes, which is faster than as text in a call.

        :param ufile: the file
        :param changed: when it was last changed, in milliseconds since 1970
        :return: what ``bench_upload`` returns, or ``error``: a sentence why the file cannot be read
        """
        uploads = request.env["dso.smart.upload"]
        content = base64.b64encode(ufile.read()).decode()
        try:
            with request.env.cr.savepoint():
                state = uploads.bench_upload(content, ufile.filename or "", _date(changed))
        except UserError as error:
            return request.make_json_response({"error": str(error)})
        return request.make_json_response(state)


def _date(milliseconds):
    """Return a moment as Odoo writes it, or False where a browser sends none that can be."""
    with suppress(ValueError, OverflowError, OSError):
        moment = datetime.fromtimestamp(int(milliseconds) / 1000, timezone.utc)
        return moment.strftime("%Y-%m-%d %H:%M:%S") if moment.year > 1970 else False
    return False


class Template(http.Controller):
    @http.route("/dso_smart_upload/template", type="http", auth="user", methods=["GET"], readonly=True)
    def template(self, filled=""):
        """Give out a spreadsheet to fill in, to those who may import.

        :param filled: anything: with today's customers
        """
        return _file(lambda uploads: uploads._bench_template(bool(filled)))

    @http.route("/dso_smart_upload/sample", type="http", auth="user", methods=["GET"], readonly=True)
    def sample(self):
        """Give out a small file to try the import with."""
        return _file(lambda uploads: uploads._bench_sample())


def _file(made):
    """Return a file as an answer.

    :param made: given ``dso.smart.upload``, returns (name, bytes); refused who may not import
    """
    try:
        name, content = made(request.env["dso.smart.upload"])
    except AccessError as error:
        raise request.not_found() from error
    ending = name.rpartition(".")[2]
    headers = [("Content-Type", CONTENT_TYPES[ending]), ("Content-Disposition", content_disposition(name))]
    return request.make_response(content, headers)
