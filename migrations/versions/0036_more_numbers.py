"""Roll-ups that reports and boards read."""

from ringdesk.kernel.migrate import run_file

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    run_file(__file__)
