"""The chatbot: its turns, its handoffs to people, and how well it would answer."""

from ringdesk.kernel.migrate import run_file

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    run_file(__file__)
