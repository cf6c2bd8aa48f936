"""What staff note down about a customer, and how many chats a member of staff takes at first."""

from ringdesk.kernel.migrate import run_file

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    run_file(__file__)
