"""How administrators set up the widget."""

from typing import Annotated

from litestar import Router, get, post, put
from litestar.params import JSONBody
from msgspec import UNSET, Meta, Struct, UnsetType, structs

from ringdesk.api.desk import InDesk
from ringdesk.api.door import In, InWork, raises
from ringdesk.domains import widget
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.times import Time, utc

Short = Annotated[str, Meta(max_length=200)]
Long = Annotated[str, Meta(max_length=2000)]
Web = Annotated[str, Meta(max_length=500)]
Clock = Annotated[str, Meta(max_length=5)]


class HoursIn(In, frozen=True):
    day: widget.Day
    opens: Clock
    closes: Clock


class ChangeWidget(In, frozen=True, kw_only=True):
    enabled: bool | UnsetType = UNSET
    allowed_origins: Annotated[list[Short], Meta(max_length=50)] | UnsetType = UNSET
    channels: Annotated[list[widget.Channel], Meta(max_length=8)] | UnsetType = UNSET
    colour: Short | UnsetType = UNSET
    theme: widget.Theme | UnsetType = UNSET
    position: widget.Position | UnsetType = UNSET
    title: Short | UnsetType = UNSET
    greeting: Long | UnsetType = UNSET
    locale: widget.Locale | UnsetType = UNSET
    consent_text: Long | UnsetType = UNSET
    privacy_url: Web | UnsetType = UNSET
    offline_message: Long | UnsetType = UNSET
    hours: Annotated[list[HoursIn], Meta(max_length=28)] | UnsetType = UNSET
    timezone: Short | UnsetType = UNSET


class HoursOut(Struct, frozen=True):
    day: widget.Day
    opens: str
    closes: str


class WidgetSettingsOut(Struct, frozen=True, kw_only=True):
    """`workspace` is the public key, null until the first save; the secret itself is never shown
    again."""

    workspace: str | None
    enabled: bool
    allowed_origins: list[str]
    channels: list[widget.Channel]
    colour: str
    theme: widget.Theme
    position: widget.Position
    title: str
    greeting: str
    locale: widget.Locale
    consent_text: str
    privacy_url: str
    offline_message: str
    hours: list[HoursOut]
    timezone: str
    has_secret: bool
    secret_made_at: Time | None
    script: str


class SecretOut(Struct, frozen=True):
    secret: str


def settings_out(found: widget.WidgetSettings, address: str) -> WidgetSettingsOut:
    made = found.identity_secret_made_at
    return WidgetSettingsOut(
        workspace=found.workspace, enabled=found.enabled, allowed_origins=found.allowed_origins,
        channels=found.channels, colour=found.colour, theme=found.theme, position=found.position,
        title=found.title, greeting=found.greeting, locale=found.locale,
        consent_text=found.consent_text, privacy_url=found.privacy_url,
        offline_message=found.offline_message,
        hours=[
            HoursOut(one.day, one.opens, one.closes) for one in widget.hours_of(found.hours)
        ],
        timezone=found.timezone, has_secret=found.identity_secret is not None,
        secret_made_at=None if made is None else utc(made), script=f"{address}/widget.js",
    )  # fmt: skip


def changes_of(data: ChangeWidget) -> widget.WidgetChanges:
    given = structs.asdict(data)
    if isinstance(data.hours, list):
        given["hours"] = [widget.Hours(one.day, one.opens, one.closes) for one in data.hours]
    return widget.WidgetChanges(**given)


@get("/widget", responses=raises(NotAllowed))
async def show(work: InWork, desk: InDesk) -> WidgetSettingsOut:
    """The widget's settings; the defaults while nothing was saved."""
    return settings_out(await widget.settings(work), desk.settings.address)


@put("/widget", responses=raises(NotAllowed))
async def change(data: JSONBody[ChangeWidget], work: InWork, desk: InDesk) -> WidgetSettingsOut:
    """Change what is given. Without allowed origins no page may embed the widget."""
    return settings_out(await widget.change_settings(work, changes_of(data)), desk.settings.address)


@post("/widget/secret", status_code=200, responses=raises(NotAllowed, widget.NotSetUp))
async def make_secret(work: InWork, desk: InDesk) -> SecretOut:
    """A new secret to sign identities with, shown this once; the old one is void at once."""
    return SecretOut(await widget.make_secret(work, desk.vault))


router = Router("/api/app/settings", route_handlers=[show, change, make_secret], tags=["web app"])
