"""Who carries a tenant's calls."""

from ringdesk.kernel.migrate import run_file

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    run_file(__file__)
