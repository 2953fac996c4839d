"""For Odoo's shell: make an API key of the administrator and print it."""

from datetime import timedelta

from odoo import fields

administrator = env.ref("base.user_admin")  # noqa: F821
keys = env["res.users.apikeys"].with_user(administrator)  # noqa: F821
print("API key:", keys._generate("rpc", "tests", fields.Datetime.now() + timedelta(days=1)))
env.cr.commit()  # noqa: F821
