"""What the workbench shows of a Smart Upload as a whole, as plain data.

The screens (``static/src/workbench``) hold no rules. They call the methods whose names begin with ``bench_``: each
takes and returns what JSON can hold, and most return the state of the upload as :meth:`bench_state` describes it. The
methods of each step have a file of their own: ``smart_upload_bench_file.py``, ``_columns.py``, ``_check.py``,
``_import.py``.
"""

from odoo import models
from odoo.exceptions import UserError

from ..engine.arguments import LONGEST_TEXT
from ..engine.options import CREATING

STEPS = ("file", "columns", "check", "done")
SETTINGS = ("mapping_name", "full_file", "twins", *CREATING)  # of the file as a whole, which a person may change


class DsoSmartUpload(models.TransientModel):
    _inherit = "dso.smart.upload"  # pylint: disable=consider-merging-classes-inherited

    def bench_state(self):
        """Return everything that the workbench shows of this upload, but for the journal of its run.

        :returns: ``id``; ``step`` (one of ``file``, ``columns``, ``check``, ``done``); ``file`` (see
            ``smart_upload_bench_file``); ``mapping`` ({``id``, ``name``}, ``id`` 0 for a file that is new);
            ``settings`` ({name: value} of the file as a whole, and ``may_create_terms``, ``may_create_groups``,
            ``may_add_fields``); ``columns`` (a list, see ``smart_upload_bench_columns``); ``missing`` (keys of required
            fields that no column has); ``run`` (see ``smart_upload_bench_import``; {} where nothing was checked)
        :rtype: dict
        """
        self.ensure_one()
        return {
            "id": self.id,
            "step": self.state,
            "file": self._bench_file(),
            "mapping": {"id": self.mapping_id.id or 0, "name": self.mapping_id.name or ""},
            "settings": self._bench_settings(),
            "columns": self._bench_columns(),
            "missing": self._missing_keys(),
            "run": self._bench_run(),
        }

    def bench_set(self, values):
        """Change what holds for the file as a whole.

        :param dict values: of ``mapping_name`` (remember the columns as), ``full_file``, ``twins``,
            ``create_payment_terms``, ``create_groups``
        :returns: ``settings`` of :meth:`bench_state`
        :raises UserError: another name, or a name for the mapping that is too long
        """
        self.ensure_one()
        _refuse_others(self.env, values, SETTINGS)
        if len(values.get("mapping_name") or "") > LONGEST_TEXT:
            raise UserError(self.env._("A name has at most %(limit)s characters.", limit=LONGEST_TEXT))
        self.write(values)
        return self._bench_settings()

    def bench_go(self, step):
        """Go to a step that was reached before; a check under way is stopped, an import is not.

        :param str step: ``columns``, or ``check`` to check anew
        :returns: :meth:`bench_state`
        """
        self.ensure_one()
        if self.state != "done":
            if step == "columns":
                self.action_columns()
            elif step == "check":
                self.action_check()
            else:
                raise UserError(self.env._("There is no step %(name)s to go to.", name=step))
        return self.bench_state()

    def _bench_settings(self):
        names = (*SETTINGS, "may_create_terms", "may_create_groups", "may_add_fields")
        return {name: self[name] or (False if self._fields[name].type == "boolean" else "") for name in names}


def _refuse_others(env, values, known):
    """Refuse values of names that a method does not take: over RPC anything may be given.

    :raises UserError: names them
    """
    others = sorted(set(values) - set(known))
    if others:
        raise UserError(env._("These cannot be changed here: %(names)s.", names=", ".join(others)))
