"""What a tenant wants of its assistant: document 004's system config, and privacy."""

from typing import Literal, get_args

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict, replace

from ringdesk.domains.assistant.events import AssistantSettingsChanged
from ringdesk.domains.assistant.providers import queries
from ringdesk.kernel.errors import AdministratorsOnly, Invalid
from ringdesk.kernel.work import Actor, Work

Style = Literal[
    "friendly", "professional", "formal", "casual", "concise", "empathetic", "technical"
]
STYLES: tuple[str, ...] = get_args(Style)
LONGEST_RESPONSE = 4_000  # characters
READ, CHANGE = "settings:read", "settings:write"


class AssistantSettings(Struct, frozen=True):
    """`max_response_length` is characters; `ai_confidence_threshold` 0 to 1: below it the assistant
    says that it does not know. `provider` is who is asked first, "local" if nobody is configured.
    Personal data is masked before a text leaves the house; texts of calls are kept only on demand.
    """

    auto_reply_enabled: bool = True
    max_response_length: int = 500
    ai_confidence_threshold: float = 0.7
    response_style_default: Style = "friendly"
    masks_personal_data: bool = True
    keeps_texts: bool = False
    provider: str = "local"


class SettingsChanges(Struct, frozen=True, kw_only=True):
    """Only what is set is changed."""

    auto_reply_enabled: bool | UnsetType = UNSET
    max_response_length: int | UnsetType = UNSET
    ai_confidence_threshold: float | UnsetType = UNSET
    response_style_default: Style | UnsetType = UNSET
    masks_personal_data: bool | UnsetType = UNSET
    keeps_texts: bool | UnsetType = UNSET


DEFAULTS = AssistantSettings()


def require_may_read(actor: Actor) -> None:
    if not actor.has(READ):
        raise AdministratorsOnly(needs=READ)


def require_may_change(actor: Actor) -> None:
    if not actor.has(CHANGE):
        raise AdministratorsOnly(needs=CHANGE)


async def settings(work: Work) -> AssistantSettings:
    """The tenant's, or the defaults; for whoever acts in the house, without a right of their own.
    One round trip."""
    return await work.one(AssistantSettings, queries.SETTINGS) or DEFAULTS


async def show_settings(work: Work) -> AssistantSettings:
    """The same for a person who asks."""
    require_may_read(work.actor)
    return await settings(work)


async def change_settings(work: Work, changes: SettingsChanges) -> AssistantSettings:
    """Raises AdministratorsOnly, Invalid."""
    require_may_change(work.actor)
    await work.value(object, queries.LOCK)
    before = await settings(work)
    after = replace(before, **_given(changes))
    _check(after)
    fields = [name for name, value in asdict(after).items() if getattr(before, name) != value]
    if not fields:
        return before
    await work.run(
        queries.KEEP_SETTINGS, after.auto_reply_enabled, after.max_response_length,
        after.ai_confidence_threshold, after.response_style_default, after.masks_personal_data,
        after.keeps_texts,
    )  # fmt: skip
    work.record(AssistantSettingsChanged(fields=fields))
    return after


def _given(changes: SettingsChanges) -> dict[str, object]:
    return {name: value for name, value in asdict(changes).items() if value is not UNSET}


def _check(wanted: AssistantSettings) -> None:
    if not 1 <= wanted.max_response_length <= LONGEST_RESPONSE:
        raise Invalid.field("max_response_length", f"1 to {LONGEST_RESPONSE}")
    if not 0 <= wanted.ai_confidence_threshold <= 1:
        raise Invalid.field("ai_confidence_threshold", "0 to 1")
    if wanted.response_style_default not in STYLES:
        raise Invalid.field("response_style_default", f"One of {', '.join(STYLES)}")
