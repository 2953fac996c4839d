from . import (
    test_check_is_import,
    test_import,
    test_journal,
    test_mapping,
    test_mistakes,
    test_native_import,
    test_protection,
    test_security,
    test_source,
    test_tour,
    test_undo,
    test_wizard,
)
