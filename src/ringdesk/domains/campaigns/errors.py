from ringdesk.kernel.errors import Conflict, NotAllowed, NotFound, Stale


class CampaignNotFound(NotFound):
    code = "CAMPAIGN_NOT_FOUND"


class CallingListNotFound(NotFound):
    code = "CALLING_LIST_NOT_FOUND"


class ScriptNotFound(NotFound):
    code = "SCRIPT_NOT_FOUND"


class DispositionNotFound(NotFound):
    code = "DISPOSITION_NOT_FOUND"


class CampaignMoveRefused(Conflict):
    """`details`: where it stands (`status`), and where it may go from there (`possible`)."""

    code, text = "CAMPAIGN_MOVE_REFUSED", "From where this campaign stands it cannot go there."


class CampaignRunning(Conflict):
    code, text = "CAMPAIGN_RUNNING", "This campaign is running: pause or end it first."


class CampaignNotRunning(Conflict):
    code, text = "CAMPAIGN_NOT_RUNNING", "This campaign is not running: start it first."


class CampaignChangedMeanwhile(Stale):
    """`details.version` is the present one."""

    code = "STALE"
    text = "Somebody changed this campaign meanwhile: look at it, then try again."


class NameTaken(Conflict):
    code, text = "NAME_TAKEN", "There is one of this name already."


class KeyTaken(Conflict):
    """`details.label` is the one that has it."""

    code, text = "KEY_TAKEN", "Another disposition has this key or code."


class ScriptInUse(Conflict):
    """`details.campaigns` says how many use it."""

    code, text = "SCRIPT_IN_USE", "A campaign uses this script: give it another one first."


class MayNotReadCampaigns(NotAllowed):
    code, text = "MAY_NOT_READ_CAMPAIGNS", "Only staff who may see campaigns do."


class MayNotManageCampaigns(NotAllowed):
    code, text = "MAY_NOT_MANAGE_CAMPAIGNS", "Only whoever runs campaigns does this to them."
