from ringdesk.kernel.errors import Conflict, NotAllowed, NotFound, Stale


class LeadNotFound(NotFound):
    code = "LEAD_NOT_FOUND"


class LeadExists(Conflict):
    """`details.lead_id` is the one that has the number."""

    code, text = "LEAD_EXISTS", "There is a lead with this number already."


class LeadMoveRefused(Conflict):
    """`details`: where it stands (`status`), and where it may go from there (`possible`)."""

    code, text = "LEAD_MOVE_REFUSED", "From where this lead stands it cannot go there."


class LeadTaken(Conflict):
    """`details.yours`: whether it is the caller who has it."""

    code, text = "LEAD_TAKEN", "This lead is not free: somebody has claimed it or is calling it."


class LeadInCall(Conflict):
    code, text = "LEAD_IN_CALL", "This lead is being called: wait for the end of the call."


class LeadChangedMeanwhile(Stale):
    """`details.version` is the present one."""

    code = "STALE"
    text = "Somebody changed this lead meanwhile: look at it, then try again."


class MayNotReadLeads(NotAllowed):
    code, text = "MAY_NOT_READ_LEADS", "Only staff who may see leads do."


class MayNotChangeLead(NotAllowed):
    code, text = "MAY_NOT_CHANGE_LEAD", "You change leads that are yours: claim it first."


class MayNotManageLeads(NotAllowed):
    code, text = "MAY_NOT_MANAGE_LEADS", "Only whoever manages leads does this to them."
