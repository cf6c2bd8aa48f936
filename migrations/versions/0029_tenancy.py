"""Invitations, custom roles, API tokens, and what a workspace may and keeps."""

from ringdesk.kernel.migrate import run_file

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    run_file(__file__)
