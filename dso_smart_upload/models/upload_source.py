"""Where files come from by themselves: a folder on the server that another program writes to."""

import fnmatch
import logging
from datetime import datetime, timezone
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

_logger = logging.getLogger(__name__)

DONE, ERROR = "done", "error"  # folders below a source's own, for files that were imported or could not be


class DsoUploadSource(models.Model):
    _name = "dso.upload.source"
    _description = "Smart Upload Source"
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    user_id = fields.Many2one(
        "res.users",
        string="Runs As",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        help="Imports run with this user's rights, language and time zone.",
    )
    mapping_id = fields.Many2one(
        "dso.upload.mapping",
        domain="[('company_id', '=', company_id)]",
        help="Empty: recognised by the headers of each file.",
    )
    folder = fields.Char(required=True, help="Folder on the server, below one of those the administrator allows.")
    pattern = fields.Char(required=True, default="*.csv", help="Names of the files to take, such as clients_*.csv")
    last_fetch = fields.Datetime(readonly=True, copy=False)
    last_result = fields.Char(readonly=True, copy=False)
    run_ids = fields.One2many("dso.upload.run", "source_id", string="Runs")

    @api.constrains("user_id", "company_id")
    def _check_user(self):
        for source in self:
            if source.company_id not in source.user_id.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s may not work for %(company)s: choose another user for %(name)s.",
                        user=source.user_id.name,
                        company=source.company_id.name,
                        name=source.name,
                    )
                )

    def fetch_files(self):
        """Import the files that wait in the folders of these sources, oldest first.

        An imported file moves to the folder ``done`` beside it, one that cannot be imported to ``error``.

        :returns: how many files were imported and how many could not be: {"done": int, "error": int}
        :rtype: dict
        :raises UserError: a folder does not exist or is not allowed
        """
        self.check_access("write")
        counts = {DONE: 0, ERROR: 0}
        for source in self:
            for path in source._waiting():
                state = source._import(path)
                source._move(path, state)
                counts[state] += 1
        return counts

    def action_fetch(self):
        counts = self.fetch_files()
        message = self.env._("%(done)s files imported, %(error)s could not be.", done=counts[DONE], error=counts[ERROR])
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "warning" if counts[ERROR] else "success", "message": message},
        }

    @api.model
    def _cron_fetch(self):
        """Fetch from all sources, one transaction per file; a source that fails does not stop the others."""
        commit = self.env["ir.cron"]._commit_progress
        for source in self.search([("active", "=", True)]):
            try:
                paths = source._waiting()
            except UserError as error:
                source.write({"last_fetch": fields.Datetime.now(), "last_result": str(error)})
                commit(1)
                continue
            for path in paths:
                state = source._import(path)
                commit(1)
                source._move(path, state)  # after the commit: what is lost between the two is the move alone

    def _waiting(self):
        """Return the paths of the files to import, oldest first."""
        self.ensure_one()
        folder = self._folder()
        paths = [
            path
            for path in folder.iterdir()
            if path.is_file() and not path.is_symlink() and fnmatch.fnmatch(path.name, self.pattern)
        ]
        return sorted(paths, key=lambda path: (path.stat().st_mtime, path.name))

    def _folder(self):
        """Return the folder of the source.

        :raises UserError: it does not exist, or is not below one of the allowed ones
        """
        folder = Path(self.folder).resolve()
        parameter = self.env["ir.config_parameter"].sudo()  # which folders are allowed is the administrator's word
        roots = parameter.get_param("dso_smart_upload.source_roots", "").split(",")
        if not any(folder.is_relative_to(Path(root.strip()).resolve()) for root in roots if root.strip()):
            raise UserError(
                self.env._(
                    "The folder %(folder)s is not allowed. "
                    "An administrator allows folders in the settings of Smart Upload.",
                    folder=self.folder,
                )
            )
        if not folder.is_dir():
            raise UserError(self.env._("There is no folder %(folder)s on the server.", folder=self.folder))
        return folder

    def _import(self, path):
        """Import one file as the user of the source; return the name of the folder it belongs to now."""
        runs = self.env["dso.upload.run"]
        runs = runs.with_env(runs._own_env(self.user_id, self.company_id))
        try:
            with self.env.cr.savepoint():
                run = runs._make(
                    path.read_bytes(),
                    path.name,
                    self.mapping_id.with_env(runs.env),
                    {},
                    "schedule",
                    file_date=datetime.fromtimestamp(path.stat().st_mtime, timezone.utc).replace(
                        tzinfo=None, microsecond=0
                    ),
                )
                run.source_id = self.id
                run._process()
        except (UserError, OSError) as error:
            _logger.warning("Source %s: %s could not be imported: %s", self.name, path.name, error)
            self._note(self.env._("%(file)s: %(reason)s", file=path.name, reason=str(error)))
            return ERROR
        counts = {name: run[name] for name in ("created", "updated", "unchanged", "rejected")}
        self._note(
            self.env._(
                "%(file)s: %(created)s created, %(updated)s updated, %(unchanged)s unchanged, %(rejected)s rejected",
                file=path.name,
                **counts,
            )
        )
        return DONE

    def _note(self, result):
        self.write({"last_fetch": fields.Datetime.now(), "last_result": result})

    def _move(self, path, state):
        """Move a file to the folder ``state`` below its own, under a name that is free there."""
        folder = path.parent / state
        folder.mkdir(exist_ok=True)
        target, number = folder / path.name, 1
        while target.exists():
            number += 1
            target = folder / f"{path.stem} ({number}){path.suffix}"
        path.rename(target)
