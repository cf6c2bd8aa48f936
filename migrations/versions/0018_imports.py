"""Files of leads: looked at, checked, brought in, taken back."""

from ringdesk.kernel.migrate import run_file

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    run_file(__file__)
