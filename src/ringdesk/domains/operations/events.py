from ringdesk.kernel.events import Event


class AlertCreated(Event, frozen=True, kw_only=True):
    alert_id: int


class AlertResolved(Event, frozen=True, kw_only=True):
    alert_id: int


class AlertRuleChanged(Event, frozen=True, kw_only=True):
    metric: str


class DeadLetterRevived(Event, frozen=True, kw_only=True):
    job_id: int
