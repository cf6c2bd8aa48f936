"""What a tenant knows: FAQ entries, articles, canned replies, and what retrieval reads of them."""

from ringdesk.kernel.migrate import run_file

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    run_file(__file__)
