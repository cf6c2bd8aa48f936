"""Requests of persons, the deletion ledger, retention."""

from ringdesk.kernel.migrate import run_file

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    run_file(__file__)
