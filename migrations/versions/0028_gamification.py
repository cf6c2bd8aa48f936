"""Points, badges, challenges, competitions and rewards."""

from ringdesk.kernel.migrate import run_file

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    run_file(__file__)
