"""What chats add up to, kept by quarters of an hour."""

from ringdesk.kernel.migrate import run_file

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    run_file(__file__)
