"""A file and options -> ``Job``: how the file is read, and what its columns are."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from odoo.api import Environment
from odoo.exceptions import UserError
from odoo.models import BaseModel

from ..pipeline.blocks import cut
from ..pipeline.corrections import corrected
from ..pipeline.currency import with_units
from ..pipeline.reference import GROUP_MODEL, TERM_MODEL
from ..pipeline.table import Table, open_blocks
from ..pipeline.table.json_rows import read_rows
from .columns import cells_meant, settle
from .job import Job
from .options import LINK, OPTIONS, READ_OPTIONS
from .said import check_known
from .say import saying
from .seen_before import notices

ROWS_IN_BLOCK = "5000"  # of the file, that are planned and imported at a time
MAX_ROWS_IN_CALL = "2000"  # of a file that is imported in the call, not in the background
KEPT_ROWS = 25_000  # of a file that are kept in memory; a larger one is read anew for each pass over it


def make_job(
    env: Environment,
    content: bytes,
    filename: str,
    mapping: BaseModel | None = None,
    options: dict[str, Any] | None = None,
    file_date: datetime | None = None,
    says: dict[str, Any] | None = None,
) -> Job:
    """Read a file and settle its columns.

    :param content: bytes of the file
    :param filename: its name
    :param mapping: a ``dso.upload.mapping``; None: recognised by the headers
    :param options: see ``dso.upload.run``
    :param file_date: datetime (UTC) at which the file was last changed, where it is known
    :param says: what the mapping said when the import began; None: it begins now
    :raises UserError: when the file cannot be read, or an option names what does not exist
    """
    options = options or {}
    unknown = sorted(options.keys() - OPTIONS, key=str)
    if unknown:
        raise UserError(
            env._(
                "Unknown option: %(names)s. Known options are %(known)s.",
                names=", ".join(map(str, unknown)),
                known=", ".join(sorted(OPTIONS)),
            )
        )
    recognises = mapping is None and says is None
    mapping = env["dso.upload.mapping"] if mapping is None else mapping
    says = mapping._says() if says is None else says
    tables, table, is_whole, rows = _first_block(env, content, filename, says, options)
    if recognises:
        mapping = mapping._recognise(table.header)
        says = mapping._says()
        if says.get("reading"):
            tables, table, is_whole, rows = _first_block(env, content, filename, says, options)
    corrections = cells_meant(env, table, options.get("corrections"))
    fix = partial(corrected, corrections=corrections)
    table, tables = fix(table), partial(_each, fix, tables)
    columns = settle(env, table, mapping, says, options)
    units = units_of(env, {column.header: column.field.kind for column in columns})
    table, tables = units(table), partial(_each, units, tables)
    told = notices(env, content, filename, mapping, file_date)
    full_file = bool(options.get("full_file"))
    settled = settled_of(env, says, options)
    check_known(env, settled["known_as"])
    return Job(
        table,
        is_whole,
        tables,
        columns,
        mapping,
        says,
        **settled,
        full_file=full_file,
        notices=told,
        corrections=corrections,
        row_count=rows,
    )


def settled_of(env: Environment, says: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    """Return those values of a ``Job`` that its mapping and its options say without its file."""
    said = {key: options[key] for key in ("decimal", "day_first") if key in options}
    return {
        "notation": {**says.get("notation", {}), **said},
        "creates_terms": _creates(env, "create_payment_terms", TERM_MODEL, says, options),
        "creates_groups": _creates(env, "create_groups", GROUP_MODEL, says, options),
        "twins": options.get("twins") or says.get("twins") or LINK,
        "known_as": options.get("known_as") or {},
    }


def _creates(env, option, model, says, options):
    """Say whether the import creates records of a model: unless somebody said no, where the user may."""
    asked = options.get(option, says.get(option, True))
    return bool(asked) and env[model].has_access("create")


def _first_block(env, content, filename, says, options):
    """Return ``tables``, ``table``, ``is_whole`` and ``row_count`` of a ``Job``."""
    how = _reading_options(env, content, filename, says, options)
    found, rows = [], 0
    with saying(env):
        tables = _opened(content, filename, rows_in_block(env), how)
        for table in tables():
            found.append(table)
            rows += len(table.lines)
            if rows > KEPT_ROWS:
                return tables, found[0], False, 0
    return partial(iter, found), found[0], len(found) == 1, rows


def read_blocks(
    env: Environment, content: bytes, filename: str, says: dict[str, Any], options: dict[str, Any]
) -> Iterator[Table]:
    """Yield the whole file as ``Table`` by ``Table``.

    :param says: what its mapping says of it, or said when it was imported
    :raises UserError: it cannot be read
    """
    how = _reading_options(env, content, filename, says, options)
    corrections = None
    with saying(env):
        for table in _opened(content, filename, rows_in_block(env), how)():
            corrections = corrections or cells_meant(env, table, options.get("corrections"))
            yield corrected(table, corrections)


def _reading_options(env, content, filename, says, options):
    """Return how a file is read: what the caller says, then the mapping.

    :raises UserError: the file is too large
    """
    limit = max_bytes(env)
    if len(content) > limit:
        raise UserError(
            env._(
                "The file %(name)s has %(size).0f MB; at most %(limit).0f MB can be imported. "
                "Split it, or raise the limit in the settings of Smart Upload.",
                name=filename,
                size=len(content) / 1e6,
                limit=limit / 1e6,
            )
        )
    asked = {key: value for key, value in options.items() if key in READ_OPTIONS and value not in (None, "")}
    return {**says.get("reading", {}), **asked, "largest": limit}


def units_of(env: Environment, kinds: dict[str, str]) -> Callable[[Table], Table]:
    """Return a function that puts into a ``Table`` what a sheet shows beside amounts, such as another currency.

    :param kinds: kind of value of each column, by its header
    """
    amounts = [header for header, kind in kinds.items() if kind == "amount"]
    return partial(with_units, headers=amounts, currency=env.company.currency_id.name)


def system_parameter(env: Environment, name: str, default: str) -> str:
    """Return a number that binds every importer; it is no data, so no right is needed to read it."""
    return env["ir.config_parameter"].sudo().get_param(f"dso_smart_upload.{name}", default)


def max_bytes(env: Environment) -> int:
    """Return how many bytes a file may have."""
    return int(float(system_parameter(env, "max_file_mb", "32")) * 1e6)


def rows_in_block(env: Environment) -> int:
    """Return how many rows are planned at a time: so many as the run has settled, or as the setting says."""
    return env.context.get("dso_rows_in_block") or int(system_parameter(env, "rows_in_block", ROWS_IN_BLOCK))


def max_rows_in_call(env: Environment) -> int:
    """Return how many rows a file may have that is imported in the call, and not in the background."""
    return int(system_parameter(env, "max_rows_in_call", MAX_ROWS_IN_CALL))


def _opened(content, filename, size, how):
    """Return a function that yields a file as tables of at most ``size`` rows.

    :param how: dict, options of ``open_blocks``
    """
    if _is_rows(filename):
        return partial(cut, read_rows(content), size)
    return open_blocks(content, filename, size, **how)


def _each(change, tables):
    """Yield each of the tables that ``tables`` returns, changed."""
    return map(change, tables())


def _is_rows(filename):
    return filename.lower().endswith(".json")
