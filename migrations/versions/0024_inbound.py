"""Menus, queues and recordings of calls that come in."""

from ringdesk.kernel.migrate import run_file

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    run_file(__file__)
