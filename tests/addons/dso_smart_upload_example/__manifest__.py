{
    "name": "DSO Smart Upload: the mapping of one customer",
    "summary": "An example of an addon that ships a mapping with a customer's database",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "license": "LGPL-3",
    "author": "DSO Smart Upload contributors",
    "website": "https://github.com/dso-smart-upload/dso-smart-upload",
    "depends": ["dso_smart_upload"],
    "data": ["data/dso_upload_mapping_data.xml"],
}
