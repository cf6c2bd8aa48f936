"""The web app's own: messages and their templates."""

from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import structs

from ringdesk.api.door import AnyRequest, Caller, InWork, Limit, Said, Skip, page, raises
from ringdesk.api.message_bodies import (
    ChangeTemplate,
    PreviewIn,
    SendIn,
    TemplateIn,
)
from ringdesk.api.pages import by_number
from ringdesk.domains import messaging
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.messages import (
    MessageDetailOut,
    MessageOut,
    RenderedOut,
    StatisticsOut,
    TemplateOut,
    messages_out,
)

Words = Annotated[
    str, QueryParameter(name="q", max_length=254, description="How an address begins.")
]
InName = Annotated[str, QueryParameter(name="q", max_length=120, description="Part of a name.")]
PersonId = Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)]
TemplateId = Annotated[str | None, QueryParameter(max_length=40)]
After = Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)]
Days = Annotated[int | None, QueryParameter(ge=1, le=3660, description="The last days, in UTC.")]
InState = Annotated[list[messaging.State] | None, QueryParameter(name="state", max_items=11)]


@get("", responses=raises(NotAllowed))
async def list_messages(
    request: AnyRequest,
    work: InWork,
    channel: FromQuery[messaging.Channel | None] = None,
    states: InState = None,
    q: Words = "",
    person_id: PersonId = None,
    template_id: TemplateId = None,
    limit: Limit = None,
    after: After = None,
) -> Response[list[MessageOut]]:
    """The delivery log, the latest first. `Link` leads to the next page."""
    most, _ = page(limit, None, default=50)
    found = await messaging.list_messages(
        work, channel=channel, states=states, words=q, person_id=person_id, template=template_id,
        after=after, limit=most,
    )  # fmt: skip
    return by_number(request, messages_out(found), most)


@get("/stats", responses=raises(NotAllowed))
async def message_stats(work: InWork, days: Days = None) -> StatisticsOut:
    """Of all time, or of the last days."""
    return StatisticsOut.of(await messaging.statistics(work, days=days))


@post(
    "", status_code=201,
    responses=raises(
        NotAllowed, messaging.TemplatesOnly, messaging.PeopleOnly, messaging.TemplateNotFound,
        messaging.QuotaReached,
    ),
)  # fmt: skip
async def send_message(data: JSONBody[SendIn], work: InWork) -> Response[MessageOut]:
    """Write a message; it is sent a moment later. Operators and agents send from a template, to a
    person of the workspace. Who must not be written to is not: `suppressed`, with the reason."""
    sent = await messaging.send(
        work, channel=data.type, recipient=data.recipient, template_id=data.template_id,
        variables=data.variables, subject=data.subject, body=data.body, language=data.language,
        purpose=data.purpose, person_id=data.person_id,
    )  # fmt: skip
    return Response(
        MessageOut.of(sent), headers={"Location": f"/api/app/messages/{sent.number}"}
    )  # fmt: skip


@get("/{message_id:str}", responses=raises(NotAllowed, messaging.MessageNotFound))
async def show_message(message_id: FromPath[str], work: InWork) -> MessageDetailOut:
    """One message, its words and its history. Links that open accounts are shown to
    administrators alone, and only where no provider carried them."""
    return MessageDetailOut.of(await messaging.show_message(work, number=message_id))


@post(
    "/{message_id:str}/cancel", status_code=200,
    responses=raises(NotAllowed, messaging.MessageNotFound, messaging.AlreadyWritten),
)  # fmt: skip
async def cancel_message(message_id: FromPath[str], work: InWork) -> MessageOut:
    """Not to be sent after all, if it is not on its way yet (administrators)."""
    return MessageOut.of(await messaging.cancel_message(work, number=message_id))


@get("", responses=raises(NotAllowed))
async def list_templates(
    work: InWork,
    channel: FromQuery[messaging.Channel | None] = None,
    q: InName = "",
    limit: Limit = None,
    skip: Skip = None,
) -> list[TemplateOut]:
    """By name."""
    most, over = page(limit, skip)
    found = await messaging.list_templates(work, channel=channel, words=q, limit=most, skip=over)
    return [TemplateOut.of(one) for one in found]


@post(
    "", status_code=201,
    responses=raises(NotAllowed, messaging.NameOfTemplateTaken, messaging.TooManyTemplates),
)  # fmt: skip
async def add_template(data: JSONBody[TemplateIn], work: InWork) -> Response[TemplateOut]:
    """Add a template with its words in one language or more (administrators)."""
    made = await messaging.add_template(work, messaging.NewTemplate(
        channel=data.type, name=data.name, purpose=data.purpose,
        provider_template=data.provider_template, texts=[one.text() for one in data.texts],
    ))  # fmt: skip
    return Response(
        TemplateOut.of(made), headers={"Location": f"/api/app/templates/{made.row.number}"}
    )  # fmt: skip


@post("/preview", status_code=200, responses=raises(NotAllowed))
async def preview_template(data: JSONBody[PreviewIn], actor: Caller) -> RenderedOut:
    """How words would read. Nothing is stored, nothing sent."""
    text = data.text.text()
    found = messaging.preview(actor, data.type, text, data.variables)
    return RenderedOut(found.subject, found.text, found.html, messaging.variables_of(text))


@get("/{template_id:str}", responses=raises(NotAllowed, messaging.TemplateNotFound))
async def get_template(template_id: FromPath[str], work: InWork) -> TemplateOut:
    """One template in all its languages."""
    return TemplateOut.of(await messaging.get_template(work, number=template_id))


@put(
    "/{template_id:str}",
    responses=raises(NotAllowed, messaging.TemplateNotFound, messaging.NameOfTemplateTaken),
)
async def change_template(
    template_id: FromPath[str], data: JSONBody[ChangeTemplate], work: InWork
) -> TemplateOut:
    """Change the fields given (administrators). What was written from it keeps its words."""
    given = structs.asdict(data)
    if data.texts:
        given["texts"] = [one.text() for one in data.texts]
    return TemplateOut.of(await messaging.change_template(
        work, number=template_id, changes=messaging.TemplateChanges(**given)
    ))  # fmt: skip


@delete(
    "/{template_id:str}", status_code=200,
    responses=raises(NotAllowed, messaging.TemplateNotFound),
)  # fmt: skip
async def remove_template(template_id: FromPath[str], work: InWork) -> Said:
    """Remove it (administrators). What was written from it keeps its words."""
    await messaging.remove_template(work, number=template_id)
    return Said("Template removed")


router = Router(
    "/api/app/messages",
    route_handlers=[list_messages, message_stats, send_message, show_message, cancel_message],
    tags=["messages"],
)
templates = Router(
    "/api/app/templates",
    route_handlers=[
        list_templates, add_template, preview_template, get_template, change_template,
        remove_template,
    ],
    tags=["messages"],
)  # fmt: skip
