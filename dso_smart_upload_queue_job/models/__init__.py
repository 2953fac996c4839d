from . import (
    upload_block,
    upload_run,
    upload_turn,
)
