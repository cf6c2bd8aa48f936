"""What may only be added to goes with its tenant, when that is due."""

from ringdesk.kernel.migrate import run_file

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    run_file(__file__)
