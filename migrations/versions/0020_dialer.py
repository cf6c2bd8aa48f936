"""How the dialler decided, and what was abandoned."""

from ringdesk.kernel.migrate import run_file

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    run_file(__file__)
