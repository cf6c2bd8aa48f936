"""Who may be called, and when: hours, do-not-call lists, refusals. Others import this face."""

from ringdesk.domains.compliance.errors import (
    EntryNotFound,
    ListTooLarge,
    MayNotForbid,
    MayNotPermit,
    MayNotReadCompliance,
    NoSuchCampaign,
)
from ringdesk.domains.compliance.events import (
    NumberForbidden,
    NumberForgotten,
    NumberPermitted,
    NumbersForbidden,
    OptOutAsked,
)
from ringdesk.domains.compliance.hours import Hours, is_zone, may_call_at, next_opening
from ringdesk.domains.compliance.house import house_hours, use_house_hours
from ringdesk.domains.compliance.jobs import register
from ringdesk.domains.compliance.lists import MOST_BYTES as MOST_LIST_BYTES
from ringdesk.domains.compliance.lists import export_list, forbid_all, import_list
from ringdesk.domains.compliance.models import (
    RULES,
    SOURCES,
    Entry,
    Fault,
    Listed,
    Refusal,
    Refused,
    Rule,
    Source,
)
from ringdesk.domains.compliance.personal import PERSONAL
from ringdesk.domains.compliance.reactions import listen
from ringdesk.domains.compliance.refusals import refusals, refusals_by_rule, refuse, refuse_all
from ringdesk.domains.compliance.service import (
    forbid,
    forbidden,
    forget,
    get_forbidden,
    list_forbidden,
    opt_out,
    permit,
)
from ringdesk.domains.messaging import asks_not_to_be_called, asks_to_stop

__all__ = [
    "MOST_LIST_BYTES", "PERSONAL", "RULES", "SOURCES", "Entry", "EntryNotFound", "Fault",
    "Hours", "ListTooLarge", "Listed", "MayNotForbid", "MayNotPermit", "MayNotReadCompliance",
    "NoSuchCampaign", "NumberForbidden", "NumberForgotten", "NumberPermitted",
    "NumbersForbidden", "OptOutAsked", "Refusal", "Refused", "Rule", "Source",
    "asks_not_to_be_called", "asks_to_stop", "export_list", "forbid", "forbid_all", "forbidden",
    "forget", "get_forbidden", "house_hours", "import_list", "is_zone", "list_forbidden", "listen",
    "may_call_at", "next_opening", "opt_out", "permit", "refusals", "refusals_by_rule",
    "refuse", "refuse_all", "register", "use_house_hours",
]  # fmt: skip
