"""What the games hear of: kinds of facts, the fields a rule may ask of each, what each counts as.

A deed counts once for each thing it was done to, whoever tells of it again: reopening a ticket and
resolving it once more is nothing new. What is one's own (a ticket that one opened oneself) never
counts: see queries.py for whose a thing is.
"""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from ringdesk.domains.gamification.models import FactKind, Metric, Operator, Plain
from ringdesk.kernel.errors import Invalid

MOST_CONDITIONS, LONGEST_VALUE, MOST_VALUES = 10, 100, 20
FieldKind = Literal["text", "number", "flag"]


class Condition(Struct, frozen=True, forbid_unknown_fields=True):
    field: str
    op: Operator
    value: Plain | list[Plain]


class Kind(Struct, frozen=True):
    """`event`: its name in the log. `counts`: which metrics it adds one to, and when."""

    name: FactKind
    event: str
    fields: Mapping[str, FieldKind]
    counts: Mapping[Metric, tuple[Condition, ...]]


# Shorter than this, a call was hardly a talk, and hanging up would pay.
SHORTEST_TALK_S = 30

KINDS: dict[FactKind, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "ticket_resolved", "TicketResolved",
            {"priority": "text", "category": "text", "hours": "number", "messages": "number"},
            {"tickets_resolved": ()},
        ),
        Kind(
            "chat_finished", "ChatSessionEnded", {"type": "text", "minutes": "number"},
            {"chats_finished": (Condition("minutes", "gte", 1),)},
        ),
        Kind(
            "chat_rated", "ConversationRated", {"score": "number"},
            {"chats_rated_well": (Condition("score", "gte", 4),)},
        ),
        Kind(
            "call_finished", "CallEnded",
            {"answered": "flag", "talk_s": "number", "direction": "text", "mode": "text",
             "campaign_id": "number"},
            {"calls_talked": (
                Condition("answered", "eq", True), Condition("talk_s", "gte", SHORTEST_TALK_S),
            )},
        ),
        Kind(
            "call_wrapped_up", "CallWrappedUp",
            {"means": "text", "disposition": "text", "talk_s": "number", "campaign_id": "number"},
            {"sales": (Condition("means", "eq", "won"),)},
        ),
        Kind(
            "lead_moved", "LeadStageMoved",
            {"before": "text", "after": "text", "source": "text", "campaign_id": "number"},
            {"leads_qualified": (Condition("after", "eq", "qualified"),)},
        ),
        Kind(
            "lead_converted", "LeadConverted", {"source": "text", "campaign_id": "number"},
            {"leads_converted": ()},
        ),
        Kind(
            "entry_written", "EntryAdded", {"kind": "text", "letters": "number"},
            {"entries_written": (Condition("kind", "in", ["faq", "article"]),)},
        ),
    )
}  # fmt: skip
OPERATORS_FOR: dict[FieldKind, tuple[Operator, ...]] = {
    "text": ("eq", "ne", "in"),
    "number": ("eq", "ne", "gte", "lte"),
    "flag": ("eq",),
}


def require_conditions(kind: FactKind, conditions: list[Condition]) -> None:
    """Invalid for a field or a comparison that there is not, or a value of the wrong kind."""
    if len(conditions) > MOST_CONDITIONS:
        raise Invalid.field("conditions", f"At most {MOST_CONDITIONS}")
    fields = KINDS[kind].fields
    for one in conditions:
        if one.field not in fields:
            raise Invalid.field("conditions", f"No such field; there are {', '.join(fields)}")
        kind_of_field = fields[one.field]
        if one.op not in OPERATORS_FOR[kind_of_field]:
            fitting = ", ".join(OPERATORS_FOR[kind_of_field])
            raise Invalid.field("conditions", f"{one.field} can be compared by {fitting}")
        if not fits(kind_of_field, one):
            raise Invalid.field("conditions", f"{one.field} can't be compared with such a value")


def fits(kind: FieldKind, one: Condition) -> bool:
    if one.op == "in":
        return isinstance(one.value, list) and 0 < len(one.value) <= MOST_VALUES and all(
            is_plain(kind, value) for value in one.value
        )  # fmt: skip
    return is_plain(kind, one.value)


def is_plain(kind: FieldKind, value: object) -> bool:
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**53
    return isinstance(value, str) and len(value) <= LONGEST_VALUE


def holds(conditions: "list[Condition] | tuple[Condition, ...]", fields: dict[str, Any]) -> bool:
    """Whether all do. What is not known fulfils nothing."""
    return all(one_holds(one, fields.get(one.field)) for one in conditions)


def one_holds(one: Condition, found: object) -> bool:
    if found is None:
        return False
    if isinstance(one.value, list):
        return any(same(found, value) for value in one.value)
    if one.op == "eq":
        return same(found, one.value)
    if one.op == "ne":
        return not same(found, one.value)
    if not (isinstance(found, int | float) and isinstance(one.value, int | float)):
        return False
    return found >= one.value if one.op == "gte" else found <= one.value


def same(found: object, wanted: object) -> bool:
    if isinstance(found, str) and isinstance(wanted, str):
        return found.casefold() == wanted.casefold()
    return found == wanted and isinstance(found, bool) == isinstance(wanted, bool)
