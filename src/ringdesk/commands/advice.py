"""What to look at where the database does not let us in: by what was raised, in one sentence."""

import socket

import asyncpg

from ringdesk.kernel import logs

SETTING = "RINGDESK_DATABASE_URL"
EXAMPLE = "postgresql://owner:password@host:5432/ringdesk"
# The first that fits: from the special to the general.
ADVICE: tuple[tuple[type[BaseException], str], ...] = (
    (asyncpg.InvalidPasswordError, f"The user or the password in {SETTING} is wrong."),
    (asyncpg.InvalidAuthorizationSpecificationError,
     f"The server lets nobody of this name in from here: look at {SETTING} and pg_hba.conf."),
    (asyncpg.InvalidCatalogNameError,
     f"The server has no database of this name: createdb it, or name another in {SETTING}."),
    (asyncpg.TooManyConnectionsError,
     "All of the server's connections are taken: raise its max_connections, or lower "
     "RINGDESK_DB_POOL_SIZE."),
    (asyncpg.CannotConnectNowError, "The server is starting or stopping: try again in a moment."),
    (asyncpg.InsufficientPrivilegeError,
     f"The role in {SETTING} has to own the database; the program makes one that owns nothing."),
    (asyncpg.DiskFullError, "The server's disk is full: make room there."),
    (asyncpg.ClientConfigurationError, f"{SETTING} is written as {EXAMPLE}."),
    (socket.gaierror, f"Nobody knows the host in {SETTING}: is it spelled right?"),
    (ConnectionRefusedError,
     f"Nothing listens there: is PostgreSQL started, and are host and port in {SETTING} right?"),
    (TimeoutError, "No answer at all: a firewall in between, or the wrong address?"),
)  # fmt: skip


def advice_on(error: BaseException) -> str:
    """What it says, without a password, and what to do about it where we know."""
    lines = logs.redact(str(error)).strip().splitlines()
    said = lines[0].rstrip(".") + "." if lines else ""
    told = next((text for kind, text in ADVICE if isinstance(error, kind)), "")
    return f"{said} {told}".strip() or type(error).__name__
