"""What earlier undos did is told as later ones tell it: removed, archived or put back."""


def migrate(cr, version):
    """Fill in how changes were reverted, and count that by run, as far as the journal is there."""
    if not version:
        return
    cr.execute(
        """
        UPDATE dso_upload_change
        SET undo_how = CASE
            WHEN action = 'updated' THEN 'put_back'
            WHEN partner_id IS NULL THEN 'removed'
            ELSE 'archived'
        END
        WHERE undo_result = 'reverted' AND undo_how IS NULL
        """
    )
    cr.execute(
        """
        UPDATE dso_upload_run AS run
        SET undo_removed = found.removed, undo_archived = found.archived, undo_put_back = found.put_back
        FROM (
            SELECT
                run_id,
                count(*) FILTER (WHERE undo_how = 'removed') AS removed,
                count(*) FILTER (WHERE undo_how = 'archived') AS archived,
                count(*) FILTER (WHERE undo_how = 'put_back') AS put_back
            FROM dso_upload_change
            WHERE undo_result = 'reverted'
            GROUP BY run_id
        ) AS found
        WHERE run.id = found.run_id AND run.undone_on IS NOT NULL
        """
    )
