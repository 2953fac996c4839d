from . import (
    base_partner_merge,
    smart_upload,
    smart_upload_bench,
    smart_upload_bench_check,
    smart_upload_bench_columns,
    smart_upload_bench_file,
    smart_upload_bench_import,
    smart_upload_column,
    smart_upload_field,
    upload_mapping_file,
)
