"""Scores and routing rules of leads."""

from ringdesk.kernel.migrate import run_file

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    run_file(__file__)
