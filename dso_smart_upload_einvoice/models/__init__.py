from . import (
    res_config_settings,
    res_partner,
    res_partner_lists,
    upload_answers,
    upload_field,
    upload_issue,
    upload_run,
)
