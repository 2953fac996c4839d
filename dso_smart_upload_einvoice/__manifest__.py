{
    "name": "DSO Smart Upload: E-Invoicing",
    "summary": "Electronic addresses of customers: imported, derived, checked, and lists of what is missing",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "license": "LGPL-3",
    "author": "DSO Smart Upload contributors",
    "website": "https://github.com/dso-smart-upload/dso-smart-upload",
    "depends": ["dso_smart_upload", "account_edi_ubl_cii"],
    "data": [
        "security/dso_smart_upload_einvoice_security.xml",
        "security/ir.model.access.csv",
        "data/dso_upload_field_data.xml",
        "views/res_partner_views.xml",
        "views/dso_upload_run_views.xml",
        "views/dso_smart_upload_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "assets": {
        "web.assets_backend": ["dso_smart_upload_einvoice/static/src/**/*"],
        "web.assets_tests": ["dso_smart_upload_einvoice/static/tests/tours/**/*"],
    },
    "auto_install": True,
}
