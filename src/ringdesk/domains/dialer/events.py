from ringdesk.kernel.events import Event


class QueuePaused(Event, frozen=True, kw_only=True):
    """Calls in progress go on."""


class QueueResumed(Event, frozen=True, kw_only=True):
    pass


class DialerSettingsChanged(Event, frozen=True, kw_only=True):
    fields: tuple[str, ...]


class StuckLeadsReset(Event, frozen=True, kw_only=True):
    count: int
