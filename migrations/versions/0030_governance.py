"""Audit read models and security events."""

from ringdesk.kernel.migrate import run_file

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    run_file(__file__)
