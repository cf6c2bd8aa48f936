"""Reports, trends and what is taken out of them. Others import this face, nothing deeper."""

from ringdesk.domains.reporting.errors import (
    DatasetNotFound,
    ReportNotFound,
    ScheduleNotFound,
    TooManyReports,
    TooManySchedules,
)
from ringdesk.domains.reporting.exporting.datasets import DataFormat, content_type_of, export_rows
from ringdesk.domains.reporting.exporting.reports import File, export_report
from ringdesk.domains.reporting.jobs import Mailing, register
from ringdesk.domains.reporting.metrics import CUSTOM, METRICS
from ringdesk.domains.reporting.models import (
    Comparison,
    Covers,
    Distribution,
    Format,
    Frequency,
    Heading,
    Language,
    NewSchedule,
    Report,
    ReportType,
    Schedule,
    Trend,
    Unit,
    Wanted,
)
from ringdesk.domains.reporting.personal import PERSONAL
from ringdesk.domains.reporting.schedules import (
    change_schedule,
    create_schedule,
    get_schedule,
    list_schedules,
    remove_schedule,
)
from ringdesk.domains.reporting.service import (
    Drawn,
    create,
    draw_up,
    get,
    list_reports,
    remove,
)
from ringdesk.domains.reporting.trends import distribution, trend

__all__ = [
    "CUSTOM", "METRICS", "PERSONAL", "Comparison", "Covers", "DataFormat", "DatasetNotFound",
    "Distribution", "Drawn", "File", "Format", "Frequency", "Heading", "Language", "Mailing",
    "NewSchedule", "Report", "ReportNotFound", "ReportType", "Schedule", "ScheduleNotFound",
    "TooManyReports", "TooManySchedules", "Trend", "Unit", "Wanted", "change_schedule",
    "content_type_of", "create", "create_schedule", "distribution", "draw_up", "export_report",
    "export_rows", "get", "get_schedule", "list_reports", "list_schedules", "register", "remove",
    "remove_schedule", "trend",
]  # fmt: skip
