"""Document 001, feature 4: messages on several channels."""

from datetime import datetime
from typing import Annotated

from litestar import Response, Router, get, post
from litestar.params import FromQuery, JSONBody, QueryParameter
from msgspec import UNSET, Meta, Struct, UnsetType, field

from ringdesk.api.desk import InDesk
from ringdesk.api.door import In, InWork, Limit, Skip, page, raises
from ringdesk.api.message_bodies import (
    Credentials,
    Html,
    Language,
    Name,
    ProviderName,
    Rate,
    Sender,
    SenderName,
    SendIn,
    Settings,
    Subject,
)
from ringdesk.domains import messaging
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.messages import (
    STATUS,
    ProviderOut,
    StatisticsOut,
    Status,
    TemplateOut,
)
from ringdesk.wire.times import utc_or_none

Content = Annotated[str, Meta(min_length=1, max_length=50_000)]
MessageId = Annotated[str, QueryParameter(name="id", min_length=1, max_length=40)]
Days = Annotated[int | None, QueryParameter(ge=1, le=3660, description="The last days, in UTC.")]


class RegisterProvider(In, frozen=True, kw_only=True):
    """Without `kind` nothing leaves the house by it yet: its credentials are kept, sealed, until an
    administrator says whose they are. `credentials` are never shown again."""

    type: messaging.Channel
    credentials: Credentials = field(default_factory=dict)
    kind: messaging.ProviderKind = "console"
    name: ProviderName | None = None
    settings: Settings = field(default_factory=dict)
    sender: Sender = ""
    sender_name: SenderName = ""
    per_second: Rate | UnsetType = UNSET


class CreateTemplate(In, frozen=True, kw_only=True):
    """`{{name}}` in `content`, `subject` and `html` is a variable; nothing else has a meaning."""

    name: Name
    type: messaging.Channel
    content: Content
    subject: Subject = ""
    html: Html | None = None
    language: Language = "en"
    purpose: messaging.Purpose = "service"


class SentOut(Struct, frozen=True):
    message_id: str
    status: Status


class StatusOut(Struct, frozen=True):
    """`state` is finer than `status`: see docs/messages.md. `sent_at` null: not yet."""

    message_id: str
    status: Status
    sent_at: datetime | None
    state: messaging.State
    reason: str


@post(
    "/providers", status_code=201,
    responses=raises(NotAllowed, messaging.NameOfProviderTaken, messaging.TooManyProviders),
)  # fmt: skip
async def register_provider(
    data: JSONBody[RegisterProvider], work: InWork, desk: InDesk
) -> Response[ProviderOut]:
    """Add a provider for a channel (administrators)."""
    made = await messaging.add_provider(desk.messaging.senders, work, messaging.ProviderChanges(
        channel=data.type, kind=data.kind, name=data.name if data.name else UNSET,
        settings=data.settings, credentials=data.credentials, sender=data.sender,
        sender_name=data.sender_name, per_second=data.per_second,
    ))  # fmt: skip
    return Response(
        ProviderOut.of(made), headers={"Location": f"/api/app/channels/{made.row.id}"}
    )  # fmt: skip


@post(
    "/templates", status_code=201,
    responses=raises(NotAllowed, messaging.NameOfTemplateTaken, messaging.TooManyTemplates),
)  # fmt: skip
async def create_template(data: JSONBody[CreateTemplate], work: InWork) -> Response[TemplateOut]:
    """Add a template (administrators)."""
    text = messaging.TemplateText(data.language, data.subject, data.content, data.html)
    made = await messaging.add_template(work, messaging.NewTemplate(
        channel=data.type, name=data.name, texts=[text], purpose=data.purpose,
    ))  # fmt: skip
    return Response(
        TemplateOut.of(made), headers={"Location": f"/api/app/templates/{made.row.number}"}
    )  # fmt: skip


@get("/templates", responses=raises(NotAllowed))
async def list_templates(
    work: InWork,
    type: FromQuery[messaging.Channel | None] = None,
    limit: Limit = None,
    offset: Skip = None,
) -> list[TemplateOut]:
    """By name."""
    most, skip = page(limit, offset, default=20)
    found = await messaging.list_templates(work, channel=type, limit=most, skip=skip)
    return [TemplateOut.of(one) for one in found]


@post(
    "/messages", status_code=201,
    responses=raises(
        NotAllowed, messaging.TemplatesOnly, messaging.PeopleOnly, messaging.TemplateNotFound,
        messaging.QuotaReached,
    ),
)  # fmt: skip
async def send_message(data: JSONBody[SendIn], work: InWork) -> Response[SentOut]:
    """Write a message; it is sent a moment later. Operators and agents send from a template, to a
    person of the workspace. Who must not be written to is not: the status is `failed` then."""
    sent = await messaging.send(
        work, channel=data.type, recipient=data.recipient, template_id=data.template_id,
        variables=data.variables, subject=data.subject, body=data.body, language=data.language,
        purpose=data.purpose, person_id=data.person_id,
    )  # fmt: skip
    where = f"/api/v1/communication/messages/status?id={sent.number}"
    return Response(SentOut(sent.number, STATUS[sent.state]), headers={"Location": where})


@get("/messages/status", responses=raises(NotAllowed, messaging.MessageNotFound))
async def message_status(work: InWork, message_id: MessageId) -> StatusOut:
    """What became of a message."""
    row = await messaging.get_message(work, number=message_id)
    at = utc_or_none(row.sent_at)
    return StatusOut(row.number, STATUS[row.state], at, row.state, row.reason)


@get("/stats", responses=raises(NotAllowed))
async def message_stats(work: InWork, days: Days = None) -> StatisticsOut:
    """Of all time, or of the last days."""
    return StatisticsOut.of(await messaging.statistics(work, days=days))


router = Router(
    "/api/v1/communication",
    route_handlers=[
        register_provider, create_template, list_templates, send_message, message_status,
        message_stats,
    ],
    tags=["communication"],
)  # fmt: skip
