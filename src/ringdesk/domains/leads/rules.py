"""What a lead may hold: lengths, shapes, and one way to write each."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

from msgspec import json

from ringdesk.domains.identity import names
from ringdesk.domains.leads.models import Plain
from ringdesk.kernel.errors import Invalid

MOST_TAGS, LONGEST_TAG = 20, 40
MOST_FIELDS, LONGEST_FIELD_NAME, LONGEST_FIELD = 50, 60, 1000
MOST_CUSTOM_BYTES = 16 * 1024
LONGEST: dict[str, int] = {
    "name": 200, "external_id": 200, "source": 100, "notes": 10_000, "consent_basis": 200,
}  # fmt: skip
LONGEST_PROMISE = timedelta(days=100 * 365)
ZONES = frozenset(available_timezones())


def tidy_tags(tags: list[str]) -> list[str]:
    """Trimmed, lower case, each once, in order."""
    tidy = list(dict.fromkeys(tag.strip().lower() for tag in tags if tag.strip()))
    if len(tidy) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tidy):
        raise Invalid.field("tags", f"At most {MOST_TAGS} tags of {LONGEST_TAG} letters")
    return tidy


def tidy_custom(custom: Mapping[str, Plain]) -> dict[str, Plain]:
    """Without the fields that are null."""
    tidy: dict[str, Plain] = {}
    for name, value in custom.items():
        if value is not None:
            tidy[name.strip()] = value
    if len(tidy) > MOST_FIELDS or any(not 0 < len(name) <= LONGEST_FIELD_NAME for name in tidy):
        raise Invalid.field(
            "custom", f"At most {MOST_FIELDS} fields, named with 1 to {LONGEST_FIELD_NAME} letters"
        )
    if any(isinstance(value, str) and len(value) > LONGEST_FIELD for value in tidy.values()):
        raise Invalid.field("custom", f"At most {LONGEST_FIELD} letters in a field")
    if len(json.encode(tidy)) > MOST_CUSTOM_BYTES:
        raise Invalid.field("custom", f"At most {MOST_CUSTOM_BYTES} bytes in all")
    return tidy


def tidy_text(field: str, text: str) -> str:
    tidy = text.strip()
    if len(tidy) > LONGEST[field]:
        raise Invalid.field(field, f"At most {LONGEST[field]} letters")
    return tidy


def tidy_text_or_none(field: str, text: str | None) -> str | None:
    return tidy_text(field, text or "") or None


def tidy_email(email: str | None) -> str | None:
    """Null for nothing but spaces."""
    return names.require_address(email.strip()) if email and email.strip() else None


def require_promise(at: datetime) -> None:
    """When somebody is to be called back. Invalid unless it is a moment ahead, and a thinkable one:
    what lies behind is no promise, and nobody keeps one of the year 9999."""
    if at.tzinfo is None:
        raise Invalid.field("callback_at", "With its zone, such as 2026-01-31T10:00:00Z")
    now = datetime.now(UTC)
    if at <= now:
        raise Invalid.field("callback_at", "In the future")
    if at > now + LONGEST_PROMISE:
        raise Invalid.field("callback_at", "Within a hundred years")


def require_moments(given: Mapping[str, object]) -> None:
    """Invalid for a time without its zone: the machine's own would be taken for theirs."""
    for name, at in given.items():
        if isinstance(at, datetime) and at.tzinfo is None:
            raise Invalid.field(name, "With its zone, such as 2026-01-31T10:00:00Z")


def tidy_zone(zone: str | None) -> str | None:
    """An IANA name, or null."""
    if not zone or not zone.strip():
        return None
    if zone.strip() not in ZONES:
        raise Invalid.field("time_zone", "The name of a time zone, as Europe/Berlin")
    return zone.strip()
