"""Do-not-call lists, and every refusal with its rule."""

from ringdesk.kernel.migrate import run_file

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    run_file(__file__)
