from . import res_partner, upload_run
