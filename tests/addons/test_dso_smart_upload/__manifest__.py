{
    "name": "Another Addon on Customers",
    "summary": "What addons do to customers, to test that imports leave it be",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tests",
    "license": "LGPL-3",
    "author": "DSO Smart Upload contributors",
    "website": "https://github.com/dso-smart-upload/dso-smart-upload",
    "depends": ["dso_smart_upload"],
    "installable": True,
}
