from ringdesk.kernel.events import Event


class WebhookAdded(Event, frozen=True, kw_only=True):
    webhook_id: int


class WebhookChanged(Event, frozen=True, kw_only=True):
    """`fields`: names only, "secret" among them when it was rotated; never a value."""

    webhook_id: int
    fields: tuple[str, ...]


class WebhookRemoved(Event, frozen=True, kw_only=True):
    webhook_id: int


class WebhookDisabled(Event, frozen=True, kw_only=True):
    """By the house. `because`: gone (it answered 410) or failing (for days)."""

    webhook_id: int
    because: str


class WebhookReplayed(Event, frozen=True, kw_only=True):
    """By hand: what was sent or missed is sent again."""

    webhook_id: int
    count: int
