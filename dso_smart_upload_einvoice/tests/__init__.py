from . import test_derived, test_lists_and_answers, test_picture, test_screens
