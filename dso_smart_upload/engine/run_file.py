"""The file of a run that was imported: its bytes, its tables, the customers it held."""

from collections.abc import Iterator

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.models import BaseModel

from ..pipeline.table import Table
from .customers import customer_domain
from .prepare import read_blocks, units_of
from .seen_before import content_hash

# Keys of what a run in the background has settled, beside options: what the mapping said; ``Survey.same``, as text.
SAYS, SAME = "mapping", "same"


def has_file(run: BaseModel) -> bool:
    """Say whether the file is there, or was removed because of its age."""
    return bool(run.sudo().with_context(bin_size=True).content)  # nobody is shown more than that


def bytes_of(run: BaseModel) -> bytes:
    """Return the bytes of the file, without the detour over base64 text that its field would take.

    Who gives them out looks first whether the user may read them: ``_may_read_file``.

    :raises UserError: it is gone, or not what it was
    """
    stored = [("res_model", "=", run._name), ("res_field", "=", "content"), ("res_id", "=", run.id)]
    # the engine reads the file of a run for colleagues who go on with it too; nobody is given it here
    attachment = run.env["ir.attachment"].sudo().search_fetch(stored, ["store_fname", "db_datas"])
    content = attachment.raw or b""  # an empty file is stored as none
    attachment.invalidate_recordset(["raw"])  # as large as the file, and not needed again
    if content_hash(content) != run.content_hash:
        raise UserError(
            run.env._(
                "The file of the run %(id)s (%(name)s) was removed or damaged: import it again.",
                id=run.id,
                name=run.name,
            )
        )
    return content


def codes_of(run: BaseModel) -> list[str]:
    """Return the customer codes of the file of this run; none where it has no run or its file is gone."""
    header = next((column["header"] for column in run.columns or [] if column["field"] == "code"), None)
    if header is None or not has_file(run):
        return []
    return sorted({code for table in tables_of(run) for code in table.words(header)})


def tables_of(run: BaseModel) -> Iterator[Table]:
    """Yield the file of this run as it read it, ``Table`` by ``Table``, whatever its mapping says today."""
    facts = {name: (run.file_facts or {}).get(name) for name in ("encoding", "delimiter", "sheet")}
    said = {name: value for name, value in run._all_options().items() if value}
    options = {**facts, **said}
    kinds = {field.key: field.kind for field in run.env["dso.upload.field"]._all()}
    units = units_of(run.env, {column["header"]: kinds.get(column["field"], "") for column in run.columns or []})
    says = (run.settled or {}).get(SAYS)
    says = run.mapping_id._says() if says is None else says
    return map(units, read_blocks(run.env, bytes_of(run), run.filename, says, options))


def customers_of_mapping(mapping: BaseModel) -> BaseModel:
    """Return the active customers that files of this mapping have held: those that its runs created or changed,
    and those of the last file, the last full one where there is one.
    """
    runs = mapping.run_ids.filtered(lambda run: run.state == "done")
    changed = mapping.env["dso.upload.change"]._read_group(
        [("run_id", "in", runs.ids), ("partner_id", "!=", False)], aggregates=["partner_id:recordset"]
    )[0][0]
    partners = mapping.env["res.partner"]
    full = runs.filtered(lambda run: (run.options or {}).get("full_file"))
    last = codes_of((full or runs)[:1])
    counts = Domain("scope_id", "in", [False, partners.env.company.id])
    has_code = Domain("ref", "!=", False) | Domain("dso_code_ids", "any", counts)
    in_last = Domain("ref", "in", last) | Domain("dso_code_ids", "any", counts & Domain("code", "in", last))
    return partners.search(Domain(customer_domain(partners)) & has_code & (Domain("id", "in", changed.ids) | in_last))
