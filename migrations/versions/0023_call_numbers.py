"""Roll-ups of calls and leads."""

from ringdesk.kernel.migrate import run_file

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    run_file(__file__)
