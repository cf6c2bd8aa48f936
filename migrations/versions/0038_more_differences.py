"""What changes in webhooks, mailboxes and report schedules is noted, too."""

from ringdesk.kernel.migrate import run_file

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    run_file(__file__)
