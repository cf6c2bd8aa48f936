from ringdesk.kernel.events import Event


class ReportCreated(Event, frozen=True, kw_only=True):
    report_id: int
    schedule_id: int | None


class ReportDeleted(Event, frozen=True, kw_only=True):
    report_id: int


class ReportExported(Event, frozen=True, kw_only=True):
    report_id: int
    format: str


class DataExported(Event, frozen=True, kw_only=True):
    """Rows of a whole kind of thing were taken out, of these days."""

    dataset: str
    format: str
    start: str
    end: str


class ReportScheduleCreated(Event, frozen=True, kw_only=True):
    schedule_id: int


class ReportScheduleChanged(Event, frozen=True, kw_only=True):
    schedule_id: int
    fields: tuple[str, ...]


class ReportScheduleDeleted(Event, frozen=True, kw_only=True):
    schedule_id: int


class ReportSent(Event, frozen=True, kw_only=True):
    schedule_id: int
    report_id: int
    recipients: int


class ReportNotSent(Event, frozen=True, kw_only=True):
    """It will be tried at its next time; `reason` is on the schedule, for people."""

    schedule_id: int
    reason: str
