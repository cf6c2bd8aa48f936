"""Teams."""

from ringdesk.kernel.migrate import run_file

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    run_file(__file__)
