"""People and firms whom we mean to call: where they stand with us, and with the dialler. Others
import this face, nothing deeper."""

from ringdesk.domains.leads.duplicates.acts import (
    MOST_GROUPS,
    MOST_IN_GROUP,
    find_duplicates,
    merge,
)
from ringdesk.domains.leads.duplicates.models import By, Duplicates, Merge
from ringdesk.domains.leads.errors import (
    LeadChangedMeanwhile,
    LeadExists,
    LeadInCall,
    LeadMoveRefused,
    LeadNotFound,
    LeadTaken,
    MayNotChangeLead,
    MayNotManageLeads,
    MayNotReadLeads,
)
from ringdesk.domains.leads.events import (
    LeadAssigned,
    LeadChanged,
    LeadConverted,
    LeadCreated,
    LeadDialStatusMoved,
    LeadRemoved,
    LeadsChanged,
    LeadsMerged,
    LeadStageMoved,
)
from ringdesk.domains.leads.export import export
from ringdesk.domains.leads.jobs import Chores, register
from ringdesk.domains.leads.listing import (
    count,
    counts_of_campaigns,
    counts_of_lists,
    list_leads,
    stats,
    waiting,
)
from ringdesk.domains.leads.many.acts import (
    ACTIONS,
    Action,
    bulk,
    follow_list,
    leave_campaign,
    leave_list,
    leave_owner,
)
from ringdesk.domains.leads.models import (
    DIAL_STATUSES,
    PRIORITIES,
    RANKS,
    STAGES,
    Bulk,
    Change,
    DialStatus,
    Fault,
    How,
    Lead,
    LeadChanges,
    LeadFilter,
    NewLead,
    Plain,
    Priority,
    Stage,
    Stats,
)
from ringdesk.domains.leads.moving import (
    DialMove,
    available,
    begin_calling,
    claim,
    claim_next,
    expire_claims,
    move_dial_status,
    move_dial_statuses,
    release,
)
from ringdesk.domains.leads.personal import (
    PERSONAL,
    Begun,
    Same,
    beginnings_of,
    leads_after,
    leads_reached_at,
)
from ringdesk.domains.leads.policy import manages, reads, require_may_change, writes
from ringdesk.domains.leads.rules import require_promise
from ringdesk.domains.leads.service import (
    assign,
    change,
    create,
    get,
    get_many,
    history,
    lock,
    lock_all,
    remove,
)
from ringdesk.domains.leads.settling import called_us, settle
from ringdesk.domains.leads.spreadsheets import neutral, plain

__all__ = [
    "ACTIONS", "DIAL_STATUSES", "MOST_GROUPS", "MOST_IN_GROUP", "PERSONAL", "PRIORITIES", "RANKS",
    "STAGES", "Action", "Begun", "Bulk", "By", "Change", "Chores", "DialMove", "DialStatus",
    "Duplicates", "Fault", "How", "Lead", "LeadAssigned", "LeadChanged", "LeadChangedMeanwhile",
    "LeadChanges", "LeadConverted", "LeadCreated", "LeadDialStatusMoved", "LeadExists",
    "LeadFilter", "LeadInCall", "LeadMoveRefused", "LeadNotFound", "LeadRemoved", "LeadStageMoved",
    "LeadTaken", "LeadsChanged", "LeadsMerged", "MayNotChangeLead", "MayNotManageLeads",
    "MayNotReadLeads", "Merge", "NewLead", "Plain", "Priority", "Same", "Stage", "Stats", "assign",
    "available", "begin_calling", "beginnings_of", "bulk", "called_us", "change", "claim",
    "claim_next", "count", "counts_of_campaigns", "counts_of_lists", "create", "expire_claims",
    "export", "find_duplicates", "follow_list", "get", "get_many", "history", "leads_after",
    "leads_reached_at", "leave_campaign", "leave_list", "leave_owner", "list_leads", "lock",
    "lock_all", "manages", "merge", "move_dial_status", "move_dial_statuses", "neutral", "plain",
    "reads", "register", "release", "remove", "require_may_change", "require_promise", "settle",
    "stats", "waiting", "writes",
]  # fmt: skip
