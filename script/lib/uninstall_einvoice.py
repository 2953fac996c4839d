"""Run in Odoo's shell: remove the addon of electronic invoices, to measure and test what is without it."""

env = globals()["env"]

env["ir.module.module"].search([("name", "=", "dso_smart_upload_einvoice")]).button_immediate_uninstall()
env.cr.commit()
