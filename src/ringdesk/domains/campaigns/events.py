from ringdesk.kernel.events import Event


class CampaignCreated(Event, frozen=True, kw_only=True):
    campaign_id: int


class CampaignChanged(Event, frozen=True, kw_only=True):
    campaign_id: int
    fields: tuple[str, ...]


class CampaignMoved(Event, frozen=True, kw_only=True):
    """Started, paused, ended, scheduled: `after` is the new status."""

    campaign_id: int
    before: str
    after: str
