"""Providers, templates, messages, receipts and suppressions."""

from ringdesk.kernel.migrate import run_file

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    run_file(__file__)
