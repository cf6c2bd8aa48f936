"""Usernames and addresses: unique in the installation however they are written."""

import re
import unicodedata

from ringdesk.kernel.errors import Invalid

ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@[^\s@<>()\[\]\\,;:\"]{1,190}\.[^\s@.]{1,63}")


def key_of(name: str) -> str:
    """NFKC and casefold: what makes two names the same."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def require_username(name: str) -> str:
    allowed = all(letter.isalnum() or letter in "._-" for letter in name)
    if not 2 <= len(name) <= 64 or not allowed:
        raise Invalid.field("username", "2 to 64 letters, digits, dots, dashes or underscores")
    return name


def require_address(email: str) -> str:
    if len(email) > 254 or not ADDRESS.fullmatch(email):
        raise Invalid.field("email", "This is no e-mail address")
    return email


def username_from(email: str) -> str:
    """What an address suggests as a username."""
    local = "".join(c for c in email.partition("@")[0] if c.isalnum() or c in "._-")[:50]
    return local if len(local) >= 2 else f"user-{local or 'new'}"
