from . import (
    upload_block,
    upload_engine,
    upload_run,
    upload_turn,
)
