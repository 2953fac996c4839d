from . import stdnum_data  # isort: skip  before the models, whose pipeline uses stdnum
from . import controllers, models, wizards
