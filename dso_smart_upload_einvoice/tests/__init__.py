from . import test_derived
