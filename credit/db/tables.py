"""Every module of tables, so that the metadata is whole wherever the schema is compared or made."""

from credit.db import (
    account_models,
    case_models,
    check_models,
    commitment_models,
    disclosure_models,
    finding_models,
    message_models,
    notice_models,
    objection_models,
    repair_desk_models,
    repair_models,
    report_models,
    supervision_models,
)
from credit.db.models import Base

MODULES = (
    account_models,
    case_models,
    check_models,
    commitment_models,
    disclosure_models,
    finding_models,
    message_models,
    notice_models,
    objection_models,
    repair_desk_models,
    repair_models,
    report_models,
    supervision_models,
)
metadata = Base.metadata
