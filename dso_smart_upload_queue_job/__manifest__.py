{
    "name": "DSO Smart Upload: Job Queue",
    "summary": "Import the blocks of one large file beside each other, as jobs of a queue",
    "version": "19.0.1.2.0",
    "category": "Accounting/Accounting",
    "license": "LGPL-3",
    "author": "DSO Smart Upload contributors",
    "website": "https://github.com/dso-smart-upload/dso-smart-upload",
    "depends": ["dso_smart_upload", "queue_job"],
    "data": [
        "security/ir.model.access.csv",
        "security/dso_upload_block_security.xml",
        "data/queue_job_data.xml",
    ],
    "auto_install": True,
}
