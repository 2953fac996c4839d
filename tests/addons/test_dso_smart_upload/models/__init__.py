from . import res_partner, upload_issue, upload_run
