from ringdesk.kernel.errors import Conflict, NotFound


class ReportNotFound(NotFound):
    code = "REPORT_NOT_FOUND"


class DatasetNotFound(NotFound):
    code = "DATASET_NOT_FOUND"


class ScheduleNotFound(NotFound):
    code = "SCHEDULE_NOT_FOUND"


class TooManyReports(Conflict):
    code, text = "TOO_MANY_REPORTS", "There are as many reports as are kept: delete some first."


class TooManySchedules(Conflict):
    code, text = "TOO_MANY_SCHEDULES", "There are as many schedules as there may be: delete one."
