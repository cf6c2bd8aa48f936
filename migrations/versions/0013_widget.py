"""The widget on other people's pages, and the visitors who come by it."""

from ringdesk.kernel.migrate import run_file

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    run_file(__file__)
