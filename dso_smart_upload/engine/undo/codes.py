"""Undo of the second codes that a run gave to customers: they go, whatever else becomes of their customers.

In: the run. Out: how many are gone. Which codes are the run's, only the engine says (``dso.customer.code``): a code
that a person wrote, or changed since, stays.
"""

from functools import partial

from odoo.models import BaseModel

from ...pipeline.match import code_key
from ..apply import bisect
from ..say import number
from ..second_codes import MODEL
from .values import REVERTED


def remove_codes(run: BaseModel, of_created: bool = False) -> int:
    """Remove the second codes that this run added and the user may remove: how many.

    :param of_created: only those of customers that the run created, who would take them along
    """
    codes = codes_of_run(run)._filtered_access("unlink")
    if of_created and codes:
        created = run.env["dso.upload.change"].search([("run_id", "=", run.id), ("action", "=", "created")])
        codes = codes.filtered(lambda code: code.partner_id in created.partner_id)
    removed, _refused = bisect(run.env, list(codes), partial(_remove, codes))
    return len(removed)


def forget_new(run: BaseModel) -> None:
    """Forget of which codes a person said for this run that they are new customers, where those are undone too."""
    changes = run.env["dso.upload.change"].search([("run_id", "=", run.id), ("undo_result", "!=", REVERTED)])
    there = {code_key(change.code) for change in changes if change.code}
    # sudo: only the engine writes them
    said = run.env["dso.upload.distinct"].sudo().search([("run_id", "=", run.id)])
    said.filtered(lambda one: one.code_key not in there).unlink()


def codes_of_run(run: BaseModel) -> BaseModel:
    """Return the second codes that this run added, of the customers that the user may see."""
    return run.env[MODEL].search([("run_id", "=", run.id)])


def codes_that_stay(run: BaseModel) -> list[str]:
    """Return a sentence on the second codes of this run that are still there, as a list; none where they are gone."""
    # sudo: they count, also those of customers whom the user may not see
    count = run.env[MODEL].sudo().search_count([("run_id", "=", run.id)])
    if not count:
        return []
    if count == 1:
        return [run.env._("1 second code stays: you may not change its customer.")]
    return [
        run.env._("%(many)s second codes stay: you may not change their customers.", many=number(run.env, float(count)))
    ]


def _remove(codes, batch):
    """Remove a batch of codes: the write of ``bisect``."""
    ids = [code.id for code in batch]
    codes.browse(ids).unlink()
    return dict.fromkeys(ids, True)
