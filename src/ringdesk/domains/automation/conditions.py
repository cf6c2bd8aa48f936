"""What a routing rule may ask of a lead: named fields, named comparisons, nothing that runs."""

from collections.abc import Callable
from typing import Any, Literal

from msgspec import Struct

from ringdesk.domains.automation.models import Condition, Conditions, Plain
from ringdesk.domains.leads import Lead
from ringdesk.kernel.errors import Invalid

MOST_CONDITIONS, LONGEST_VALUE, MOST_VALUES = 20, 500, 100
Kind = Literal["text", "number", "list"]


class Field(Struct, frozen=True):
    kind: Kind
    of: Callable[[Lead], Any]


FIELDS: dict[str, Field] = {
    "name": Field("text", lambda lead: lead.name),
    "email": Field("text", lambda lead: lead.email),
    "phone": Field("text", lambda lead: lead.phone),
    "source": Field("text", lambda lead: lead.source),
    "status": Field("text", lambda lead: lead.stage),
    "stage": Field("text", lambda lead: lead.stage),
    "dial_status": Field("text", lambda lead: lead.dial_status),
    "priority": Field("text", lambda lead: lead.priority),
    "time_zone": Field("text", lambda lead: lead.time_zone),
    "consent_basis": Field("text", lambda lead: lead.consent_basis),
    "last_outcome": Field("text", lambda lead: lead.last_outcome),
    "score": Field("number", lambda lead: lead.score),
    "attempts": Field("number", lambda lead: lead.attempts),
    "owner_id": Field("number", lambda lead: lead.owner_id),
    "campaign_id": Field("number", lambda lead: lead.campaign_id),
    "list_id": Field("number", lambda lead: lead.list_id),
    "tags": Field("list", lambda lead: lead.tags),
}


def same(found: object, wanted: object) -> bool:
    """Words are compared without regard to case; a list equals what it contains."""
    if isinstance(found, list):
        return any(same(one, wanted) for one in found)
    if isinstance(found, str) and isinstance(wanted, str):
        return found.casefold() == wanted.casefold()
    return bool(found == wanted)


def contains(found: object, wanted: object) -> bool:
    if isinstance(found, list):
        return same(found, wanted)
    return isinstance(found, str) and str(wanted).casefold() in found.casefold()


def starts_with(found: object, wanted: object) -> bool:
    return isinstance(found, str) and found.casefold().startswith(str(wanted).casefold())


def ordered(compare: Callable[[float, float], bool]) -> Callable[[Any, Any], bool]:
    return lambda found, wanted: found is not None and compare(found, wanted)


OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": same,
    "ne": lambda found, wanted: not same(found, wanted),
    "in": lambda found, wanted: any(same(found, one) for one in wanted),
    "not_in": lambda found, wanted: not any(same(found, one) for one in wanted),
    "gt": ordered(lambda found, wanted: found > wanted),
    "gte": ordered(lambda found, wanted: found >= wanted),
    "lt": ordered(lambda found, wanted: found < wanted),
    "lte": ordered(lambda found, wanted: found <= wanted),
    "contains": contains,
    "starts_with": starts_with,
    "exists": lambda found, wanted: (found not in (None, "", [])) is wanted,
}
FOR_NUMBERS = ("gt", "gte", "lt", "lte")
FOR_LISTS = ("in", "not_in")


def require_conditions(conditions: Conditions) -> None:
    """Invalid for a field or an operator that there is not, and for a value of the wrong kind."""
    if len(conditions) > MOST_CONDITIONS:
        raise Invalid.field("conditions", f"At most {MOST_CONDITIONS}")
    for name, condition in conditions.items():
        if name not in FIELDS:
            raise Invalid.field("conditions", f"No such field; there are {', '.join(FIELDS)}")
        for operator, value in comparisons(condition).items():
            require_comparison(FIELDS[name].kind, operator, value)


def comparisons(condition: Condition) -> dict[str, Plain | list[Plain]]:
    return condition if isinstance(condition, dict) else {"eq": condition}


def require_comparison(kind: Kind, operator: str, value: object) -> None:
    if operator not in OPERATORS:
        raise Invalid.field("conditions", f"No such comparison; there are {', '.join(OPERATORS)}")
    if operator == "exists":
        fits = isinstance(value, bool)
    elif operator in FOR_LISTS:
        fits = isinstance(value, list) and 0 < len(value) <= MOST_VALUES
        fits = fits and all(is_plain(kind, one) for one in value)  # type: ignore[attr-defined]
    elif operator in FOR_NUMBERS:
        fits = kind == "number" and is_plain(kind, value)
    else:
        fits = is_plain(kind, value)
    if not fits:
        raise Invalid.field("conditions", f"{operator} can't be asked of this with such a value")


def is_plain(kind: Kind, value: object) -> bool:
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str) and len(value) <= LONGEST_VALUE


def failing(conditions: Conditions, lead: Lead) -> str | None:
    """The first condition that does not hold, in words; none: all hold."""
    for name, condition in conditions.items():
        found = FIELDS[name].of(lead)
        for operator, wanted in comparisons(condition).items():
            if not OPERATORS[operator](found, wanted):
                return f"{name} {operator} {wanted}"
    return None
