"""Consents, append-only, with proof."""

from ringdesk.kernel.migrate import run_file

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    run_file(__file__)
