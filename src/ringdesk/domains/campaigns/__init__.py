"""Campaigns, their calling lists and scripts, and what may become of a talk. Others import this
face, nothing deeper."""

from ringdesk.domains.campaigns.dispositions import (
    change_disposition,
    create_disposition,
    dispositions,
    get_disposition,
    remove_disposition,
)
from ringdesk.domains.campaigns.errors import (
    CallingListNotFound,
    CampaignChangedMeanwhile,
    CampaignMoveRefused,
    CampaignNotFound,
    CampaignNotRunning,
    CampaignRunning,
    DispositionNotFound,
    KeyTaken,
    MayNotManageCampaigns,
    MayNotReadCampaigns,
    NameTaken,
    ScriptInUse,
    ScriptNotFound,
)
from ringdesk.domains.campaigns.events import CampaignChanged, CampaignCreated, CampaignMoved
from ringdesk.domains.campaigns.jobs import Chores, register
from ringdesk.domains.campaigns.lists import (
    attach_list,
    create_list,
    get_list,
    list_lists,
    remove_list,
    rename_list,
)
from ringdesk.domains.campaigns.models import (
    STATUSES,
    CallingList,
    Campaign,
    CampaignChanges,
    Disposition,
    DispositionChanges,
    Means,
    Mode,
    NewCampaign,
    NewDisposition,
    Script,
    Stats,
    Status,
)
from ringdesk.domains.campaigns.personal import PERSONAL
from ringdesk.domains.campaigns.scripts import (
    change_script,
    create_script,
    get_script,
    list_scripts,
    remove_script,
    script,
)
from ringdesk.domains.campaigns.service import (
    change,
    create,
    end,
    get,
    list_campaigns,
    next_lead,
    pause,
    remove,
    schedule,
    start,
    stats,
)

__all__ = [
    "PERSONAL", "STATUSES", "CallingList", "CallingListNotFound", "Campaign", "CampaignChanged",
    "CampaignChangedMeanwhile", "CampaignChanges", "CampaignCreated", "CampaignMoveRefused",
    "CampaignMoved", "CampaignNotFound", "CampaignNotRunning", "CampaignRunning", "Chores",
    "Disposition", "DispositionChanges", "DispositionNotFound", "KeyTaken",
    "MayNotManageCampaigns", "MayNotReadCampaigns", "Means", "Mode", "NameTaken", "NewCampaign",
    "NewDisposition", "Script", "ScriptInUse", "ScriptNotFound", "Stats", "Status",
    "attach_list", "change", "change_disposition", "change_script", "create",
    "create_disposition", "create_list", "create_script", "dispositions", "end", "get",
    "get_disposition", "get_list", "get_script", "list_campaigns", "list_lists", "list_scripts",
    "next_lead", "pause", "register", "remove", "remove_disposition", "remove_list",
    "remove_script", "rename_list", "schedule", "script", "start", "stats",
]  # fmt: skip
