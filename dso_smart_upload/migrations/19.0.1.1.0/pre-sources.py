"""Passwords and private keys of sources move to columns that nobody can read back."""

COLUMNS = {"password": "secret_password", "private_key": "secret_private_key"}


def migrate(cr, version):
    """Rename the columns, so that nothing is left in the old ones."""
    if not version:
        return
    for old, new in COLUMNS.items():
        cr.execute(
            "SELECT FROM information_schema.columns WHERE table_name = 'dso_upload_source' AND column_name = %s", [old]
        )
        if cr.rowcount:
            cr.execute(f"ALTER TABLE dso_upload_source RENAME COLUMN {old} TO {new}")  # noqa: S608, names from above
