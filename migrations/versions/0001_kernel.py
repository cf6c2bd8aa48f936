"""The kernel's tables: the log, its relay, jobs, schedules, idempotency keys."""

from ringdesk.kernel.migrate import run_file

revision = "0001"
down_revision = None


def upgrade() -> None:
    run_file(__file__)
