"""Leads are found by words and by numbers, and counted as they change."""

from ringdesk.kernel.migrate import run_file

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    run_file(__file__)
