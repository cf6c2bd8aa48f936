"""Reports, their schedules and exports."""

from ringdesk.kernel.migrate import run_file

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    run_file(__file__)
