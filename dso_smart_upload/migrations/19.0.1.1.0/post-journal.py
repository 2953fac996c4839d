"""What the journal says of a file as a whole is no warning, and who cancelled an import is known."""

# How the reason of a cancelled import began and ended, in the languages of the addon.
CANCELLED = ("Cancelled by %. What was imported stays.", "Arrêté par %. Ce qui a été importé reste.")


def migrate(cr, version):
    """Make notes of the warnings that are about no row, and mark the imports that a person stopped."""
    if not version:
        return
    cr.execute(
        """
        WITH notes AS (
            UPDATE dso_upload_issue
            SET severity = 'info'
            WHERE kind IN ('same_file', 'older_file') AND severity = 'warning'
            RETURNING run_id
        )
        UPDATE dso_upload_run AS run
        SET warnings = greatest(run.warnings - found.count, 0)
        FROM (SELECT run_id, count(*) FROM notes GROUP BY run_id) AS found
        WHERE run.id = found.run_id
        """
    )
    cr.execute(
        """
        UPDATE dso_upload_run
        SET is_cancelled = TRUE
        WHERE state = 'failed' AND failure LIKE ANY(%s)
        """,
        [list(CANCELLED)],
    )
