"""Where Twilio tells us what became of a call, and asks what to do with it. Of no document, and
for nobody else: a signature over address and body proves that it is Twilio."""

from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any, TypeAlias, cast, get_args
from urllib.parse import parse_qsl

from litestar import Response, Router, WebSocket, post, websocket
from litestar.datastructures import State
from litestar.exceptions import WebSocketDisconnect
from litestar.params import FromPath

from ringdesk.api.bodies import PUBLIC
from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, InVisit
from ringdesk.domains import telephony
from ringdesk.kernel.errors import Invalid, NotFound

MOST_BYTES = 64 * 1024
MOST_FIELDS = 200
MOST_STEPS = 1_000
FORM = "application/x-www-form-urlencoded"
POLICY = 1008  # RFC 6455: before it is accepted, servers make a 403 of it
AnySocket: TypeAlias = WebSocket[Any, Any, State]
TOPICS: tuple[str, ...] = get_args(telephony.TwilioTopic)


@post(
    "/{key:str}/{topic:str}", opt=PUBLIC, include_in_schema=False, status_code=200,
    request_max_body_size=MOST_BYTES,
)  # fmt: skip
async def hear(
    request: AnyRequest,
    visit: InVisit,
    desk: InDesk,
    key: FromPath[str],
    topic: FromPath[str],
) -> Response[str]:
    """204 where nothing is asked, else TwiML. 403 for what Twilio did not sign."""
    twiml = await telephony.hear_twilio(desk.carriers, await webhook_of(request, visit, key, topic))
    if twiml is None:
        return Response("", status_code=204)
    return Response(twiml, media_type="text/xml")


async def webhook_of(
    request: AnyRequest, visit: InVisit, key: str, topic: str
) -> telephony.TwilioWebhook:
    if topic not in TOPICS:
        raise NotFound
    raw: bytes = request.scope["query_string"]
    asked = dict(parse_qsl(raw.decode("latin-1"), max_num_fields=MOST_FIELDS))
    step = asked.get("step", "0")
    return telephony.TwilioWebhook(
        key=key, topic=cast(telephony.TwilioTopic, topic), query=raw.decode("latin-1"),
        call=asked.get("call", ""), form=await form_of(request), sender=visit.address,
        step=min(int(step), MOST_STEPS) if step.isascii() and step.isdecimal() else 0,
        signature=request.headers.get("x-twilio-signature", "")[:200],
    )  # fmt: skip


async def form_of(request: AnyRequest) -> tuple[tuple[str, str], ...]:
    """Invalid for what is no form."""
    if request.content_type[0] != FORM:
        raise Invalid.field("Content-Type", f"Send {FORM}")
    body = await request.body()
    try:
        return tuple(
            parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
        )  # fmt: skip
    except ValueError as error:
        raise Invalid.field("", "This is no form") from error


@websocket("/{key:str}/media", opt=PUBLIC)
async def sound(socket: AnySocket, desk: InDesk, key: FromPath[str]) -> None:
    """The sound of one call, both ways. Refused (403) where Twilio did not sign the address."""
    sender = socket.client.host if socket.client else ""
    signature = socket.headers.get("x-twilio-signature", "")[:200]
    try:
        stream = await telephony.open_twilio_stream(desk.carriers, key, signature, sender)
    except (telephony.CarrierNotFound, telephony.ForgedWebhook):
        await socket.close(code=POLICY)
        return
    await socket.accept()
    with suppress(WebSocketDisconnect):
        await stream.carry(messages_of(socket), socket.send_text)
        await socket.close()


async def messages_of(socket: AnySocket) -> AsyncIterator[str]:
    while True:
        text = await socket.receive_text()
        if len(text) > MOST_BYTES:
            return
        yield text


router = Router("/telephony/twilio", route_handlers=[hear, sound])
