"""What a workspace is called, looks like, keeps, and may use."""

import re
from datetime import datetime
from typing import Literal, get_args
from zoneinfo import available_timezones

import msgspec
from msgspec import UNSET, Struct, UnsetType

from ringdesk.domains.identity import policy
from ringdesk.domains.identity.errors import QuotaReached
from ringdesk.domains.identity.events import WorkspaceChanged
from ringdesk.domains.identity.models import Tenant
from ringdesk.domains.identity.tenancy import queries
from ringdesk.domains.identity.tenants import tenant_of
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import INSTALLATION, Work

Locale = Literal["en", "de", "ru", "es"]
Kept = Literal[
    "tickets", "chats", "calls", "recordings", "messages", "leads", "visitors", "imports"
]
KEPT: tuple[str, ...] = get_args(Kept)
LEAST_DAYS, MOST_DAYS = 1, 36_500
COLOUR = re.compile(r"#[0-9a-f]{6}")
ACCENT = "#2f55c8"
# WCAG 2.2, 1.4.3 (AA) for text: white words stand on the accent, and it stands on white.
LEAST_CONTRAST = 4.5


class Workspace(Struct, frozen=True):
    """The tenant's own row; the defaults while there is none."""

    suspended_at: datetime | None = None
    suspended_because: str = ""
    locale: str = "en"
    accent: str = ACCENT
    mail_name: str = ""
    logo_key: str | None = None
    logo_type: str | None = None
    most_people: int | None = None
    most_storage_mb: int | None = None
    most_messages_a_day: int | None = None
    retention: str = "{}"


class Quota(Struct, frozen=True, kw_only=True):
    """At most; None: no limit. People are staff: customers don't count."""

    people: int | None = None
    storage_mb: int | None = None
    messages_a_day: int | None = None

    def require_messages(self, used_today: int, more: int = 1) -> None:
        """QuotaReached. Count only where there is a limit."""
        require_within("messages_a_day", self.messages_a_day, used_today, more)

    def require_storage(self, used_bytes: int, more_bytes: int) -> None:
        """QuotaReached."""
        most = None if self.storage_mb is None else self.storage_mb * 1024 * 1024
        if most is not None and used_bytes + more_bytes > most:
            used = round(used_bytes / 1024 / 1024)
            raise QuotaReached(quota="storage_mb", limit=self.storage_mb, used=used)

    def require_people(self, used: int, more: int = 1) -> None:
        """QuotaReached."""
        require_within("people", self.people, used, more)


class Branding(Struct, frozen=True, kw_only=True):
    """What mails, the widget and public pages show of a workspace."""

    name: str
    accent: str
    logo_key: str | None
    logo_type: str | None
    locale: str


class WorkspaceChanges(Struct, frozen=True, kw_only=True):
    name: str | UnsetType = UNSET
    timezone: str | UnsetType = UNSET
    strangers_may_register: bool | UnsetType = UNSET
    locale: str | UnsetType = UNSET
    accent: str | UnsetType = UNSET
    mail_name: str | UnsetType = UNSET
    retention: dict[str, int] | UnsetType = UNSET


def require_within(quota: str, most: int | None, used: int, more: int) -> None:
    if most is not None and used + more > most:
        raise QuotaReached(quota=quota, limit=most, used=used)


async def workspace_of(work: Work) -> Workspace:
    return await work.one(Workspace, queries.WORKSPACE) or Workspace()


async def quota(work: Work) -> Quota:
    """What the workspace may use at most; asked where things are made."""
    return quota_in(await workspace_of(work))


def quota_in(found: Workspace) -> Quota:
    return Quota(
        people=found.most_people, storage_mb=found.most_storage_mb,
        messages_a_day=found.most_messages_a_day,
    )  # fmt: skip


async def require_seat(work: Work, but_for: str | None = None) -> None:
    """Room for one more colleague, beside those who are invited (but the one of this key)."""
    limits = await quota(work)
    if limits.people is not None:
        limits.require_people(await work.value(int, queries.SEATS, but_for) or 0)


async def retention(work: Work) -> dict[Kept, int]:
    """For how many days what is kept; a kind that is not there is kept for ever."""
    return retention_in(await workspace_of(work))


def retention_in(found: Workspace) -> dict[Kept, int]:
    return msgspec.json.decode(found.retention, type=dict[Kept, int])


async def is_suspended(work: Work) -> bool:
    """Nothing is dialled or sent for a suspended tenant, and nobody comes in."""
    return (await workspace_of(work)).suspended_at is not None


async def branding(work: Work) -> Branding:
    found, tenant = await workspace_of(work), await tenant_of(work, work.tenant_id)
    return Branding(
        name=found.mail_name or tenant.name, accent=found.accent, logo_key=found.logo_key,
        logo_type=found.logo_type, locale=found.locale,
    )  # fmt: skip


async def show_workspace(work: Work) -> tuple[Tenant, Workspace]:
    policy.require(work.actor, "settings:read")
    return await tenant_of(work), await workspace_of(work)


async def change_workspace(work: Work, changes: WorkspaceChanges) -> tuple[Tenant, Workspace]:
    """Only what is set is changed."""
    policy.require(work.actor, "settings:write")
    given = {name: value for name, value in msgspec.structs.asdict(changes).items()
             if value is not UNSET}  # fmt: skip
    check(given)
    tenant_id = work.tenant_id
    async with work.within(INSTALLATION):
        await work.run(
            queries.CHANGE_TENANT, tenant_id, given.get("name"), given.get("timezone"),
            given.get("strangers_may_register"), None,
        )  # fmt: skip
    kept = given.get("retention")
    await work.run(
        queries.CHANGE_WORKSPACE, given.get("locale"), given.get("accent"),
        given.get("mail_name"), None if kept is None else msgspec.json.encode(kept).decode(),
    )  # fmt: skip
    if given:
        work.record(WorkspaceChanged(fields=tuple(sorted(given))))
    return await tenant_of(work), await workspace_of(work)


def check(given: dict[str, object]) -> None:
    """Tidies what is given; Invalid names the field."""
    if "name" in given:
        given["name"] = " ".join(str(given["name"]).split())
        if not given["name"]:
            raise Invalid.field("name", "A name has at least one letter")
    if "mail_name" in given:  # becomes part of a mail's header
        given["mail_name"] = " ".join(str(given["mail_name"]).split())
    if "timezone" in given and given["timezone"] not in available_timezones():
        raise Invalid.field("timezone", "As Europe/Berlin")
    if "locale" in given and given["locale"] not in get_args(Locale):
        raise Invalid.field("locale", f"One of {', '.join(get_args(Locale))}")
    if "accent" in given:
        given["accent"] = require_colour(str(given["accent"]))
    kept = given.get("retention")
    if isinstance(kept, dict):
        for kind, days in kept.items():
            if kind not in KEPT or not LEAST_DAYS <= days <= MOST_DAYS:
                raise Invalid.field("retention", f"Days ({LEAST_DAYS} to {MOST_DAYS}) by kind")


def require_colour(text: str) -> str:
    """Dark enough for white words."""
    colour = text.strip().lower()
    if not COLOUR.fullmatch(colour):
        raise Invalid.field("accent", "As #2f55c8")
    if contrast_with_white(colour) < LEAST_CONTRAST:
        raise Invalid.field("accent", "Too light: white words on it could not be read")
    return colour


def contrast_with_white(colour: str) -> float:
    """1 to 21. The formula of WCAG 2.2 (relative luminance of sRGB)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)
