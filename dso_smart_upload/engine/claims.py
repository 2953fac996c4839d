"""What an import is about to create is claimed first: two at once never create the same customer, group or term.

Customers and groups belong to several companies, so that imports of one company take turns does not guard them. Before
an import creates records it claims their keys: a row of ``dso.upload.claim`` for each. Two imports that claim the same
key wait for each other; imports that create different records do not.
"""

import hashlib
from collections.abc import Iterable

from odoo.api import Environment


def claim(env: Environment, kind: str, names: Iterable[str]) -> None:
    """Claim what this transaction is about to create, until its end.

    Where another transaction has claimed one of the names, this waits for its end, and then meets a serialization
    failure: what the other one created is not visible in this transaction. Odoo calls again with a fresh view. The
    same failure comes where the other one has ended already but after this transaction began. The rows stay for a
    day, since a removed one could not be met.

    :param kind: of the records, a word such as ``customer``
    :param names: what tells them apart; equal ones mean the same record
    :raises psycopg2.errors.SerializationFailure: another import has claimed one of them meanwhile
    """
    keys = sorted({_key(kind, name) for name in names})  # in one order, so that nobody waits in a circle
    if not keys:
        return
    env.cr.execute(
        """
        INSERT INTO dso_upload_claim (key, claimed)
        SELECT key, clock_timestamp() AT TIME ZONE 'utc' FROM unnest(%s) AS key
        ON CONFLICT (key) DO UPDATE SET claimed = EXCLUDED.claimed
        """,
        [keys],
        log_exceptions=False,  # that failure is how waiting ends, no error
    )


def _key(kind, name):
    return hashlib.blake2b(f"{kind} {name}".encode(errors="replace"), digest_size=12).hexdigest()
