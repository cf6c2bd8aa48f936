"""Staff's availability; chat, voice and video sessions, and how they are handed out."""

from ringdesk.kernel.migrate import run_file

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    run_file(__file__)
