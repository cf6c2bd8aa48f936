"""Conversations, messages, attachments, participants: what every thread is made of."""

from ringdesk.kernel.migrate import run_file

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    run_file(__file__)
