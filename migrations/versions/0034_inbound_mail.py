"""Mail that comes in, and what was put aside of it."""

from ringdesk.kernel.migrate import run_file

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    run_file(__file__)
