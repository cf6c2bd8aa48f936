"""What the widget asks before its visitor is anybody: how it looks, whether somebody is there, and
to be let in. From then on its visitor is a customer at the ordinary doors."""

from datetime import UTC, datetime
from typing import Annotated

from litestar import Response, Router, get, post
from litestar.params import JSONBody, QueryParameter
from msgspec import Meta, Struct, structs

from ringdesk.api.auth import caller_of
from ringdesk.api.bodies import PUBLIC
from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, In, InVisit, LongText, Out, raises
from ringdesk.domains import identity, tickets, widget
from ringdesk.kernel.errors import TooMany

Workspace = Annotated[str, Meta(min_length=1, max_length=64)]
Token = Annotated[str, Meta(max_length=200)]
Name = Annotated[str, Meta(max_length=200)]
Address = Annotated[str, Meta(max_length=254)]
Page = Annotated[str, Meta(max_length=2000)]
TITLE_LENGTH = 120


class ClaimIn(In, frozen=True, kw_only=True):
    """What the embedding page says of its visitor; `hmac` is HMAC-SHA256(secret, external_id) in
    hexadecimal digits, made on the site's server."""

    external_id: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    name: Name = ""
    email: Address = ""
    hmac: Annotated[str, Meta(max_length=200)] | None = None


class VisitIn(In, frozen=True, kw_only=True):
    workspace: Workspace
    consent: bool
    visitor_token: Token | None = None
    identity: ClaimIn | None = None
    locale: Annotated[str, Meta(max_length=20)] | None = None
    page: Page | None = None


class OfflineIn(In, frozen=True, kw_only=True):
    workspace: Workspace
    consent: bool
    message: LongText
    name: Name = ""
    email: Address = ""
    visitor_token: Token | None = None
    identity: ClaimIn | None = None
    page: Page | None = None


class ChannelsOut(Struct, frozen=True):
    chat: bool
    voice: bool
    video: bool
    bot: bool


class ConfigOut(Out, frozen=True, kw_only=True):
    """Looks and switches, and nothing that is not on show anyway."""

    workspace: str
    title: str
    greeting: str
    colour: str
    theme: widget.Theme
    position: widget.Position
    locale: widget.Locale
    consent_text: str
    privacy_url: str
    offline_message: str
    channels: ChannelsOut
    online: bool
    attachment_max_mb: int


class VisitorOut(Struct, frozen=True):
    id: int
    full_name: str
    email: str


class VisitOut(Struct, frozen=True, kw_only=True):
    """`visitor_token` is there once: when it was made. `known`: they have been here before."""

    access_token: str
    token_type: str = "bearer"
    expires_in: int
    refresh_token: str
    visitor_token: str | None
    known: bool
    person: VisitorOut


class LeftOut(Struct, frozen=True):
    ticket_id: int


@get("/config", opt=PUBLIC, responses=raises(widget.WidgetNotFound))
async def config(
    workspace: Annotated[str, QueryParameter(max_length=64)], desk: InDesk
) -> ConfigOut:
    """How a workspace's widget looks, and what it offers now."""
    _, found = await widget.open_widget(desk.office, workspace)
    return config_out(workspace, found, desk.settings.attachment_max_mb)


def config_out(workspace: str, found: widget.WidgetSettings, most_mb: int) -> ConfigOut:
    return ConfigOut(
        workspace=workspace, title=found.title, greeting=found.greeting, colour=found.colour,
        theme=found.theme, position=found.position, locale=found.locale,
        consent_text=found.consent_text, privacy_url=found.privacy_url,
        offline_message=found.offline_message,
        channels=ChannelsOut(*(one in found.channels for one in widget.CHANNELS)),
        online=widget.is_open(found, datetime.now(UTC)), attachment_max_mb=most_mb,
    )  # fmt: skip


@post(
    "/visit",
    status_code=200,
    opt=PUBLIC,
    responses=raises(widget.WidgetNotFound, widget.IdentityNotProved, TooMany),
)
async def visit(
    data: JSONBody[VisitIn], request: AnyRequest, visit: InVisit, desk: InDesk
) -> VisitOut:
    """Let a visitor in who consented: as a new customer, as the one their token names, or as the
    one their site vouches for."""
    asked = widget.Asked(
        consent=data.consent, visitor_token=data.visitor_token, page=data.page or "",
        claim=claim_of(data.identity),
    )  # fmt: skip
    visited = await widget.visit(
        desk.office, desk.signer, desk.vault, workspace=data.workspace, asked=asked,
        caller=caller_of(request, visit),
    )  # fmt: skip
    return visit_out(visited)


def claim_of(given: ClaimIn | None) -> widget.Claim:
    claim = given or ClaimIn()
    return widget.Claim(
        external_id=claim.external_id, name=claim.name, email=claim.email, hmac=claim.hmac
    )


def visit_out(visited: identity.Visited) -> VisitOut:
    signed, person = visited.signed, visited.signed.person
    return VisitOut(
        access_token=signed.access_token, expires_in=signed.expires_in,
        refresh_token=signed.refresh_token, visitor_token=visited.visitor_token,
        known=visited.known, person=VisitorOut(person.id, person.full_name, person.email),
    )  # fmt: skip


@post(
    "/offline",
    opt=PUBLIC,
    responses=raises(widget.WidgetNotFound, widget.IdentityNotProved, TooMany),
)
async def offline(
    data: JSONBody[OfflineIn], request: AnyRequest, visit: InVisit, desk: InDesk
) -> Response[LeftOut]:
    """Leave a message while nobody is there: a ticket of this visitor. With a `visitor_token` an
    Idempotency-Key keeps it single."""
    claim = claim_of(data.identity)
    asked = widget.Asked(
        consent=data.consent, visitor_token=data.visitor_token, page=data.page or "",
        claim=structs.replace(
            claim, name=data.name or claim.name, email=data.email or claim.email
        ),
        leaves_token=False,
    )  # fmt: skip
    visited = await widget.visit(
        desk.office, desk.signer, desk.vault, workspace=data.workspace, asked=asked,
        caller=caller_of(request, visit),
    )  # fmt: skip
    visit.token = visited.signed.access_token
    work = await visit.open(request)
    ticket = await tickets.create(
        work, title=title_of(data.message), description=data.message, tags=["widget"]
    )
    return Response(LeftOut(ticket.id), headers={"Location": f"/api/tickets/{ticket.id}"})


def title_of(message: str) -> str:
    """The first line that says something, cut at a word."""
    line = next((line.strip() for line in message.splitlines() if line.strip()), message.strip())
    if len(line) <= TITLE_LENGTH:
        return line or "…"
    return line[:TITLE_LENGTH].rpartition(" ")[0] or line[:TITLE_LENGTH]


router = Router("/api/widget", route_handlers=[config, visit, offline], tags=["widget"])
