"""What a campaign may be told: lengths, shapes, and what must exist."""

import re
from collections.abc import Callable
from typing import Any

from msgspec import json

from ringdesk.domains import compliance, staffing, telephony
from ringdesk.domains.campaigns import queries
from ringdesk.domains.campaigns.models import OUTCOMES, Script
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

LONGEST_NAME, LONGEST_DESCRIPTION, LONGEST_HOURS = 200, 10_000, 200
MOST_FIELDS, LONGEST_FIELD_NAME, LONGEST_FIELD = 50, 60, 1000
MOST_RETRY_MIN = 60 * 24 * 60
BETWEEN: dict[str, tuple[float, float]] = {
    "max_attempts": (1, 50), "max_abandonment": (0, 0.03), "ring_timeout_s": (15, 120),
    "wrap_up_s": (0, 3600), "preview_s": (10, 3600), "budget": (0, 1e12),
}  # fmt: skip
SHORT_NUMBER = re.compile(r"\d{3,8}")


async def tidied(work: Work, given: dict[str, object]) -> dict[str, object]:
    """Fields as they are kept. Invalid names the one that is not as it should be."""
    for name, (least, most) in BETWEEN.items():
        value = given.get(name)
        if isinstance(value, int | float) and not least <= value <= most:
            raise Invalid.field(name, f"{least:g} to {most:g}")
    for name, there in (("script_id", has_script), ("team_id", has_team)):
        thing_id = given.get(name)
        if isinstance(thing_id, int) and not await there(work, thing_id):
            raise Invalid.field(name, "There is no such one")
    return {
        name: TIDY[name](value) if name in TIDY and value is not None else value
        for name, value in given.items()
    }


def tidy_name(name: str) -> str:
    tidy = name.strip()
    if not 0 < len(tidy) <= LONGEST_NAME:
        raise Invalid.field("name", f"1 to {LONGEST_NAME} letters")
    return tidy


def tidy_description(text: str) -> str:
    if len(text) > LONGEST_DESCRIPTION:
        raise Invalid.field("description", f"At most {LONGEST_DESCRIPTION} letters")
    return text


def tidy_hours(hours: str) -> str | None:
    if not hours.strip():
        return None
    if len(hours) > LONGEST_HOURS:
        raise Invalid.field("hours", f"At most {LONGEST_HOURS} letters")
    return str(compliance.Hours.parse(hours))


def tidy_caller(number: str) -> str:
    """In E.164, or as the carrier knows it: a short number."""
    if not number.strip():
        return ""
    if SHORT_NUMBER.fullmatch(number.strip()):
        return number.strip()
    try:
        return telephony.number(number).e164
    except Invalid as error:
        raise Invalid.field("caller_id", "A number that begins with +, or a short one") from error


def tidy_retry(retry: dict[str, int]) -> str:
    if not retry.keys() <= set(OUTCOMES):
        raise Invalid.field("retry", f"Minutes for: {', '.join(OUTCOMES)}")
    if any(not 1 <= minutes <= MOST_RETRY_MIN for minutes in retry.values()):
        raise Invalid.field("retry", f"1 to {MOST_RETRY_MIN} minutes")
    return json.encode(retry).decode()


def tidy_custom(custom: dict[str, str]) -> str:
    names = all(0 < len(name) <= LONGEST_FIELD_NAME for name in custom)
    if len(custom) > MOST_FIELDS or not names:
        raise Invalid.field(
            "custom", f"At most {MOST_FIELDS} fields of {LONGEST_FIELD_NAME} letters"
        )
    if any(len(value) > LONGEST_FIELD for value in custom.values()):
        raise Invalid.field("custom", f"At most {LONGEST_FIELD} letters in a field")
    return json.encode(custom).decode()


async def has_team(work: Work, team_id: int) -> bool:
    return any(team.id == team_id for team in await staffing.teams(work))


async def has_script(work: Work, script_id: int) -> bool:
    return await work.one(Script, queries.GET_SCRIPT, script_id) is not None


TIDY: dict[str, Callable[[Any], object]] = {
    "name": tidy_name, "description": tidy_description, "hours": tidy_hours,
    "caller_id": tidy_caller, "retry": tidy_retry, "skills": staffing.tidy_skills,
    "custom": tidy_custom,
}  # fmt: skip


def require_in_order(start: object, end: object) -> None:
    if start is not None and end is not None and str(end) < str(start):
        raise Invalid.field("end_date", "Not before the start")
