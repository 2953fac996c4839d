from . import einvoice_row, smart_upload
