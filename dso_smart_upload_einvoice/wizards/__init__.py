from . import einvoice_row, smart_upload, smart_upload_address
