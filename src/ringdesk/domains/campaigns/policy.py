"""Who may see campaigns, and who leads them."""

from ringdesk.domains.campaigns.errors import MayNotManageCampaigns, MayNotReadCampaigns
from ringdesk.kernel.work import Actor


def require_may_read(actor: Actor) -> None:
    if not actor.has("campaigns:read"):
        raise MayNotReadCampaigns


def require_may_manage(actor: Actor) -> None:
    if not actor.has("campaigns:write"):
        raise MayNotManageCampaigns
