"""What words of a file can mean in Odoo: the records that there are, one query for each kind."""

# These tables are small, and any word of the file may mean any of their records.
# pylint: disable=no-search-all
from collections import defaultdict
from collections.abc import Callable, Iterable

from odoo.api import Environment
from odoo.models import BaseModel

from ..pipeline.plan import ColumnSetting
from ..pipeline.reference import Choice, Reference, Term, TermLine


def make_reference(env: Environment, settings: Iterable[ColumnSetting]) -> Reference:
    """Return the ``Reference`` for the current user and company.

    :param settings: ``ColumnSetting`` of the file; only what their kinds need is read
    """
    kinds = {setting.kind for setting in settings}
    parts = {name: read(env) for kind, (name, read) in READ_FOR.items() if kind in kinds}
    known = countries(env)
    own = env.company.country_id.id
    return Reference(
        country=next((country.code for country in known if country.id == own), ""),
        currency=env.company.currency_id.name,
        countries=known,
        choices=_choices(env, settings),
        **parts,
    )


def _rows(env, records, domain, *columns, order="id"):
    """Yield the records of a model: id, names in every installed language (the user's first), columns; one query.

    :param records: of the model and context
    """
    installed = [code for code, _label in env["res.lang"].get_installed()]
    languages = dict.fromkeys([env.lang or "en_US", *installed])
    records = records.with_context(prefetch_langs=True)  # names come as a dict of all languages
    query = records._search(domain, order=order)
    selected = [records._field_to_sql(query.table, name, query) for name in ("id", "name", *columns)]
    for id_, name, *values in env.execute_query(query.select(*selected)):
        translated = name if isinstance(name, dict) else {"en_US": name}
        said = dict.fromkeys(translated.get(code) or translated.get("en_US") for code in languages)
        yield id_, tuple(filter(None, said)), *values


def _hidden_rows(env, records, domain, seen, *columns):
    """Return the rows, as ``_rows``, of the records that rules hide from the user; a query where there are rules.

    They are read as superuser deliberately: the import must not make a second one, and tells nothing of them.

    :param seen: rows of the others
    """
    if env.su or env["ir.rule"]._compute_domain(records._name, "read").is_true():
        return []
    return list(_rows(env, records.sudo(), [*domain, ("id", "not in", [id_ for id_, *_ in seen])], *columns))


def names_of(env: Environment, records: BaseModel, name: str = "name") -> dict[int, tuple[str, ...]]:
    """Return the names of records in every installed language, the user's first, by id."""
    found = {record.id: {record[name] or "": None} for record in records}
    for code, _label in env["res.lang"].get_installed():
        for record in records.with_context(lang=code):
            found[record.id][record[name] or ""] = None
    return {id_: tuple(name for name in names if name) for id_, names in found.items()}


def countries(env: Environment) -> tuple[Choice, ...]:
    rows = _rows(env, env["res.country"], [], "code")
    return tuple(Choice(id_, names, code=code or "") for id_, names, code in rows)


def states(env: Environment) -> tuple[Choice, ...]:
    iso = {country.id: country.code for country in countries(env)}
    rows = _rows(env, env["res.country.state"], [], "code", "country_id", order="code, id")
    return tuple(Choice(id_, names, code=code, country=iso.get(country, "")) for id_, names, code, country in rows)


def languages(env: Environment) -> tuple[Choice, ...]:
    languages = env["res.lang"]
    rows = _rows(env, languages, [], "code", "iso_code", order=languages._order)
    return tuple(Choice(code, (*names, iso), code=code) for _id, names, code, iso in rows)


def users(env: Environment) -> tuple[Choice, ...]:
    users = env["res.users"].search([("share", "=", False), ("company_ids", "in", env.company.ids)])
    return tuple(Choice(user.id, (user.name, user.email or user.login), code=user.login) for user in users)


def groups(env: Environment) -> tuple[Choice, ...]:
    groups = env["res.partner.category"].with_context(active_test=False)
    rows = list(_rows(env, groups, [], "parent_id", "active"))
    hidden = _hidden_rows(env, groups, [], rows, "parent_id", "active")
    return tuple(
        Choice(id_, names, parent=parent or 0, active=active, hidden=is_hidden)
        for found, is_hidden in ((rows, False), (hidden, True))
        for id_, names, parent, active in found
    )


def terms(env: Environment) -> tuple[Term, ...]:
    terms = env["account.payment.term"]
    domain = terms._check_company_domain(env.company)
    rows = list(_rows(env, terms, domain, "early_discount"))
    hidden = _hidden_rows(env, terms, domain, rows, "early_discount")
    seen = _term_lines(env, env["account.payment.term.line"], rows)
    lines = seen | (_term_lines(env, env["account.payment.term.line"].sudo(), hidden) if hidden else {})
    return tuple(
        Term(id_, names, tuple(lines.get(id_, ())), bool(early), is_hidden)
        for found, is_hidden in ((rows, False), (hidden, True))
        for id_, names, early in found
    )


def _term_lines(env, records, terms):
    """Return the lines of payment terms: dict id of the term -> list of ``TermLine``.

    :param records: the model of the lines
    :param terms: rows of the terms, of which the first cell is the id
    """
    names = ["payment_id", "value", "value_amount", "delay_type", "nb_days", "days_next_month"]
    lines = defaultdict(list)
    for line in records.search_fetch([("payment_id", "in", [id_ for id_, *_ in terms])], names, order="id"):
        lines[line.payment_id.id].append(_term_line(line))
    return dict(lines)


def methods(env: Environment) -> tuple[Choice, ...]:
    lines = env["account.payment.method.line"].search(
        [
            ("payment_type", "=", "inbound"),
            ("journal_id.active", "=", True),
            *env["account.payment.method.line"]._check_company_domain(env.company),
        ],
        order="id",
    )
    method_names, line_names = names_of(env, lines.payment_method_id), names_of(env, lines)
    return tuple(
        Choice(
            line.id,
            (*line_names[line.id], *method_names[line.payment_method_id.id], line.display_name),
            code=line.code or "",
        )
        for line in lines
    )


def _choices(env, settings):
    """Return the options of the selections and the records of the relations an administrator added."""
    found = {}
    for setting in settings:
        field = env["res.partner"]._fields[setting.partner_field]
        if setting.kind == "selection":
            found[setting.partner_field] = _selection(env, field)
        elif setting.kind == "many2one":
            records = env[field.comodel_name].search(field.get_comodel_domain(env["res.partner"]), order="id")
            names = names_of(env, records, "display_name")
            found[setting.partner_field] = tuple(Choice(record.id, names[record.id]) for record in records)
    return found


def _selection(env, field):
    labels = {}
    for code, _label in [(env.lang, ""), *env["res.lang"].get_installed()]:
        options = field._description_selection(env(context={**env.context, "lang": code}))
        for key, label in options:
            labels.setdefault(key, []).append(label)
    return tuple(Choice(key, tuple(dict.fromkeys(names))) for key, names in labels.items())


def _term_line(line):
    day = int(line.days_next_month or 0) if line.delay_type == "days_end_of_month_on_the" else 0
    return TermLine(line.value, line.value_amount, line.delay_type, line.nb_days, day)


# Kind of a column: the part of a ``Reference`` that it needs, and how that is read.
READ_FOR: dict[str, tuple[str, Callable[[Environment], tuple]]] = {
    "state": ("states", states),
    "language": ("languages", languages),
    "salesperson": ("users", users),
    "groups": ("groups", groups),
    "payment_term": ("terms", terms),
    "payment_method": ("methods", methods),
}
