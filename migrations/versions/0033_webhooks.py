"""Webhooks: endpoints, what is delivered to them, and each attempt at it."""

from ringdesk.kernel.migrate import run_file

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    run_file(__file__)
