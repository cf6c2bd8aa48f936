"""What tenants want of the assistant, the model providers they chose, and what they cost."""

from ringdesk.kernel.migrate import run_file

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    run_file(__file__)
