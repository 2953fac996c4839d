from . import einvoice_answers, einvoice_row, smart_upload
