"""Messages that wait to be understood, behind their delivery."""

from ringdesk.kernel.migrate import run_file

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    run_file(__file__)
