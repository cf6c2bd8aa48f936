"""What the lead that stays takes from the others. Pure."""

from collections.abc import Sequence

from msgspec import json

from ringdesk.domains.leads.models import Lead, Plain

FILLED = (
    "name", "email", "phone", "external_id", "source", "owner_id", "list_id", "campaign_id",
    "time_zone",
)  # fmt: skip
WITH_PHONE = ("phone_valid", "zones")
MOST_TAGS, MOST_CUSTOM, LONGEST_NOTES = 20, 50, 10_000
PROGRESS = ("new", "contacted", "qualified", "converted")


def united(keep: Lead, others: Sequence[Lead]) -> dict[str, object]:
    """The fields that change: what it has stays, what it lacks is the first that another has; tags,
    custom fields and notes of all."""
    given: dict[str, object] = {}
    for name in FILLED:
        if not getattr(keep, name):
            found = next((one for one in others if getattr(one, name)), None)
            if found is not None:
                given[name] = getattr(found, name)
                if name == "phone":
                    given |= {one: getattr(found, one) for one in WITH_PHONE}
    tags = list(dict.fromkeys(tag for one in (keep, *others) for tag in one.tags))[:MOST_TAGS]
    custom: dict[str, Plain] = {}
    for one in (keep, *others):
        held: dict[str, Plain] = json.decode(one.custom)
        custom = dict([*custom.items(), *((k, v) for k, v in held.items() if k not in custom)])
    custom = dict(list(custom.items())[:MOST_CUSTOM])
    notes = "\n\n".join(dict.fromkeys(one.notes for one in (keep, *others) if one.notes))
    wanted = {
        "tags": tags, "notes": notes[:LONGEST_NOTES], "stage": furthest(keep, others),
        "custom": json.encode(custom).decode(),
    }  # fmt: skip
    given |= {name: value for name, value in wanted.items() if value != getattr(keep, name)}
    if json.decode(keep.custom) == custom:
        given.pop("custom", None)
    return given | consent(keep, others) | callback(keep, others)


def furthest(keep: Lead, others: Sequence[Lead]) -> str:
    """A lead that was won or lost stays so; else as far as anybody came with any of them."""
    if keep.stage in ("converted", "lost"):
        return keep.stage
    stages = [one.stage for one in (keep, *others) if one.stage in PROGRESS]
    return max(stages, key=PROGRESS.index)


def consent(keep: Lead, others: Sequence[Lead]) -> dict[str, object]:
    """What somebody agreed to is of their number: it comes only where the number does."""
    if keep.consent_basis or keep.phone:
        return {}
    found = next((one for one in others if one.phone and one.consent_basis), None)
    if found is None:
        return {}
    return {"consent_basis": found.consent_basis, "consent_at": found.consent_at}


def callback(keep: Lead, others: Sequence[Lead]) -> dict[str, object]:
    """The earliest that was promised."""
    promised = [one for one in (keep, *others) if one.callback_at is not None]
    if not promised:
        return {}
    first = min(promised, key=lambda one: str(one.callback_at))
    if first is keep:
        return {}
    return {"callback_at": first.callback_at, "callback_owner_id": first.callback_owner_id}


def best(leads: Sequence[Lead]) -> Lead:
    """The one to keep: how far it came, how often it was called, what is known of it, its age."""

    def worth(one: Lead) -> tuple[int, int, int, int]:
        stage = PROGRESS.index(one.stage) if one.stage in PROGRESS else 0
        return (stage, one.attempts, sum(bool(getattr(one, name)) for name in FILLED), -one.id)

    return max(leads, key=worth)
