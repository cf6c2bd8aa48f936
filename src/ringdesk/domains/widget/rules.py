"""What settings may hold. Much of it ends in headers and style sheets of pages, so each is held to
its exact form."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from ringdesk.kernel.errors import Invalid

COLOUR = re.compile(r"#[0-9a-f]{6}")
HOST = r"(?:\*\.)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*"
ORIGIN = re.compile(rf"https?://{HOST}(?::[1-9]\d{{0,4}})?")
MOST_ORIGINS, MOST_HOURS = 50, 28


def checked(given: Mapping[str, object]) -> dict[str, object]:
    """The same in the form it is kept in; Invalid names the field that isn't right."""
    tidy = dict(given)
    if isinstance(origins := given.get("allowed_origins"), list):
        if len(origins) > MOST_ORIGINS:
            raise Invalid.field("allowed_origins", f"At most {MOST_ORIGINS}")
        tidy["allowed_origins"] = list(dict.fromkeys(origin_of(str(one)) for one in origins))
    if "colour" in given:
        tidy["colour"] = str(given["colour"]).lower()
        if not COLOUR.fullmatch(str(tidy["colour"])):
            raise Invalid.field("colour", "As #2f55c8")
    if given.get("privacy_url") and not is_web_address(str(given["privacy_url"])):
        raise Invalid.field("privacy_url", "An address that begins with https:// or http://")
    if "timezone" in given and given["timezone"] not in available_timezones():
        raise Invalid.field("timezone", "A time zone such as Europe/Berlin")
    if isinstance(channels := given.get("channels"), list):
        tidy["channels"] = list(dict.fromkeys(channels))
    return tidy


def origin_of(given: str) -> str:
    """`https://shop.example`, with a port if it has one; `https://*.shop.example` for all below."""
    named = given.strip().lower().rstrip("/")
    scheme, _, host = named.partition("://")
    if not host.isascii():
        try:
            named = f"{scheme}://{host.encode('idna').decode()}"
        except UnicodeError as error:
            raise Invalid.field("allowed_origins", f"{given[:80]} is no host") from error
    if not ORIGIN.fullmatch(named) or len(named) > 260:
        raise Invalid.field("allowed_origins", f"{given[:80]} is not like https://shop.example")
    return named


def is_web_address(given: str) -> bool:
    try:
        parts = urlsplit(given)
    except ValueError:
        return False
    plain = not any(c.isspace() or ord(c) < 32 for c in given)
    return plain and parts.scheme in ("http", "https") and bool(parts.netloc)
