"""How often the server was stopped in the middle of a block: such a block is halved, and left out in the end.

A worker that takes longer than its limit is killed and cannot say why. So before a block is begun a row is committed
beside the import's transaction; whoever takes the block up again finds it there. Where PostgreSQL itself was started
again meanwhile, no block is to blame, and what was counted before is void.
"""

from contextlib import contextmanager

from psycopg2 import InterfaceError, OperationalError

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..engine.apply import is_time_limit

MOST_TRIES = 3  # of a block; each has half the rows of the one before
OPENING = -1  # in the place of a position: what is tried is to open the file


class DsoUploadTry(models.Model):
    _name = "dso.upload.try"
    _description = "Smart Upload Try"
    _log_access = False
    _rec_name = "run_number"

    # no reference: a count is committed by itself, perhaps before the run that it is of
    run_number = fields.Integer(required=True, help="Id of the run.")
    position = fields.Integer(required=True, help="Line of the file after which the block begins; -1: opening it.")
    tries = fields.Integer(required=True)
    database_start = fields.Float(required=True, help="When PostgreSQL was started (Unix time).")

    _block_unique = models.Constraint("UNIQUE(run_number, position)", "There can be only one count for each block.")

    @api.model
    def _count(self, run, position):
        """Return how often a block was begun and did not end: the server was stopped."""
        self.env.cr.execute(
            """
            SELECT tries FROM dso_upload_try
            WHERE run_number = %s AND position = %s
            AND database_start = EXTRACT(EPOCH FROM pg_postmaster_start_time())::float8
            """,
            [run.id, position],
        )
        row = self.env.cr.fetchone()
        return row[0] if row else 0

    @api.model
    @contextmanager
    def _counted(self, run, position):
        """Count what is done in this context as begun, so that it stays counted when the server is stopped.

        Counted at once, since the transaction of the import may not live to its end. An error takes the count back:
        the import goes on to say what it was, or is done again. A block that is done keeps it, as nobody begins at its
        position again.
        """
        self._add(run, position, 1)
        try:
            yield
        except Exception as error:
            if not is_time_limit(error) and not is_connection_lost(error):
                self._add(run, position, -1)
            raise

    @api.model
    def _forget(self, run):
        """Forget the counts of a run that starts over."""
        with self.env.registry.cursor() as cr:
            cr.execute("DELETE FROM dso_upload_try WHERE run_number = %s", [run.id])

    def _add(self, run, position, number):
        with self.env.registry.cursor() as cr:
            cr.execute(
                """
                INSERT INTO dso_upload_try AS known (run_number, position, tries, database_start)
                VALUES (%s, %s, GREATEST(%s, 0), EXTRACT(EPOCH FROM pg_postmaster_start_time())::float8)
                ON CONFLICT (run_number, position) DO UPDATE SET
                    tries = GREATEST(
                        CASE known.database_start WHEN EXCLUDED.database_start THEN known.tries ELSE 0 END + %s, 0
                    ),
                    database_start = EXCLUDED.database_start
                """,
                [run.id, position, number, number],
            )

    @api.autovacuum
    def _gc_tries(self):
        """Remove the counts of runs that are over."""
        runs = self.env["dso.upload.run"]
        under_way = runs.search(runs._under_way_domain())
        self.env.cr.execute("DELETE FROM dso_upload_try WHERE run_number != ALL(%s)", [under_way.ids])


def is_connection_lost(error):
    """Say whether an error means that PostgreSQL was gone."""
    is_postgres = isinstance(error, (InterfaceError, OperationalError))
    return is_postgres and not isinstance(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY)
