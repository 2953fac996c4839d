"""What earlier imports created beside customers is told by its names, where it is still there."""

import json


def migrate(cr, version):
    """Fill in the groups and payment terms of runs that noted their ids only."""
    if not version:
        return
    cr.execute("SELECT id, made FROM dso_upload_run WHERE made IS NOT NULL AND creates IS NULL")
    runs = [(id_, made) for id_, made in cr.fetchall() if isinstance(made, dict)]
    groups = _read(
        cr,
        """
        SELECT one.id, coalesce(one.name->>'en_US', ''), coalesce(family.name->>'en_US', '')
        FROM res_partner_category AS one
        LEFT JOIN res_partner_category AS family ON family.id = one.parent_id
        WHERE one.id = ANY(%s)
        """,
        _ids(runs, "res.partner.category"),
    )
    terms = _read(
        cr,
        "SELECT id, coalesce(name->>'en_US', ''), '' FROM account_payment_term WHERE id = ANY(%s)",
        _ids(runs, "account.payment.term"),
    )
    names = {"res.partner.category": groups, "account.payment.term": terms}
    for id_, made in runs:
        creates = [
            {
                "model": model,
                "key": str(one),
                "name": found[one][0],
                "family": found[one][1],
                "columns": [],
                "rows": 0,
                "lines": [],
            }
            for model, found in names.items()
            for one in _list(made.get(model))
            if one in found
        ]
        cr.execute("UPDATE dso_upload_run SET creates = %s WHERE id = %s", [json.dumps(creates), id_])


def _ids(runs, model):
    return [one for _id, made in runs for one in _list(made.get(model))]


def _list(value):
    return [one for one in value if isinstance(one, int)] if isinstance(value, list) else []


def _read(cr, query, ids):
    """Return what a query says of records: dict id -> (name, name of the family)."""
    cr.execute(query, [ids])
    return {id_: (name, family) for id_, name, family in cr.fetchall()}
