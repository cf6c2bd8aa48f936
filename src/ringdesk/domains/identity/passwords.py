"""Passwords: hashed with argon2id in a worker thread, never trimmed, refused when well known."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ringdesk.domains.identity.errors import WeakPassword

SHORTEST, LONGEST = 8, 256
# OWASP's second recommendation: 25 ms of CPU against 220 ms for the library's default.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODYS = HASHER.hash("the password of nobody")  # so that an unknown name takes as long
# What API documents and tutorials print: as good as published.
PRINTED = frozenset({"password", "password123", "string", "changeme", "changethis", "secret123"})

# Two at once: a flood of sign-ins must not take the cores from everybody else.
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")


@cache
def well_known() -> frozenset[str]:
    """Loaded when the first password is set: the list is long."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415

    return frozenset(FREQUENCY_LISTS["passwords"])


def require_good(password: str, *names: str) -> None:
    """At least 8 characters, not a well-known one, not one's own name. No other rules."""
    folded = password.casefold()
    if (
        not SHORTEST <= len(password) <= LONGEST
        or folded in PRINTED
        or folded in well_known()
        or folded in {name.casefold() for name in names}
        or len(set(password)) < 3
    ):
        raise WeakPassword(errors=[{"field": "password", "message": WeakPassword.text}])


async def hash_of(password: str) -> str:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_threads, HASHER.hash, password)


async def matches(password: str, stored: str | None) -> bool:
    """The same time for a name that nobody has."""
    loop = asyncio.get_running_loop()
    right = await loop.run_in_executor(_threads, _verify, stored or NOBODYS, password)
    return right and stored is not None


def _verify(stored: str, password: str) -> bool:
    try:
        return HASHER.verify(stored, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    return HASHER.check_needs_rehash(stored)
