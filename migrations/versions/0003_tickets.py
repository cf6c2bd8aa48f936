"""Tickets, messages, attachments, views, search."""

from ringdesk.kernel.migrate import run_file

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    run_file(__file__)
