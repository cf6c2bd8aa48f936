"""Where providers of messages tell us what became of them, and what people answer. Of no document,
and for nobody else: a signature over the body as it came proves who it is. Forged: 403."""

from typing import cast, get_args
from urllib.parse import parse_qsl

from litestar import MediaType, Response, Router, get, post
from litestar.params import FromPath

from ringdesk.api.bodies import PUBLIC
from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, InVisit
from ringdesk.domains.messaging import inbound
from ringdesk.kernel.errors import Invalid, NotFound

MOST_BYTES = 256 * 1024
MOST_FIELDS = 200
LONGEST_SIGNATURE = 200
FORM = "application/x-www-form-urlencoded"
TOPICS: tuple[str, ...] = get_args(inbound.SmsTopic)


@post(
    "/twilio/{key:str}/{topic:str}", opt=PUBLIC, include_in_schema=False, status_code=204,
    request_max_body_size=MOST_BYTES,
)  # fmt: skip
async def hear_sms(
    request: AnyRequest,
    visit: InVisit,
    desk: InDesk,
    key: FromPath[str],
    topic: FromPath[str],
) -> None:
    """SMS by Twilio."""
    if topic not in TOPICS:
        raise NotFound
    query = request.scope["query_string"].decode("latin-1")
    asked = dict(parse_qsl(query, max_num_fields=MOST_FIELDS))
    webhook = inbound.SmsWebhook(
        key=key, topic=cast(inbound.SmsTopic, topic), query=query,
        message=asked.get("message", ""), form=await form_of(request),
        signature=signature_in(request, "x-twilio-signature"),
    )  # fmt: skip
    await inbound.hear_sms(desk.messaging.senders, webhook, visit.origin)


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


def signature_in(request: AnyRequest, name: str) -> str:
    return request.headers.get(name, "")[:LONGEST_SIGNATURE]


@get("/whatsapp/{key:str}", opt=PUBLIC, include_in_schema=False, media_type=MediaType.TEXT)
async def answer_challenge(request: AnyRequest, desk: InDesk, key: FromPath[str]) -> Response[str]:
    """Meta asks whether the address is ours."""
    asked = {name: value[:500] for name, value in request.query_params.items()}
    challenge = await inbound.answer_challenge(
        desk.messaging.senders, key, mode=asked.get("hub.mode", ""),
        token=asked.get("hub.verify_token", ""), challenge=asked.get("hub.challenge", ""),
    )  # fmt: skip
    return Response(challenge, media_type=MediaType.TEXT)


@post(
    "/whatsapp/{key:str}", opt=PUBLIC, include_in_schema=False, status_code=204,
    request_max_body_size=MOST_BYTES,
)  # fmt: skip
async def hear_whatsapp(
    request: AnyRequest, visit: InVisit, desk: InDesk, key: FromPath[str]
) -> None:
    """WhatsApp by Meta."""
    await inbound.hear_whatsapp(
        desk.messaging.senders, key, body=await request.body(),
        signature=signature_in(request, "x-hub-signature-256"), origin=visit.origin,
    )  # fmt: skip


@post(
    "/slack/{key:str}", opt=PUBLIC, include_in_schema=False, status_code=200,
    request_max_body_size=MOST_BYTES, media_type=MediaType.TEXT,
)  # fmt: skip
async def hear_slack(
    request: AnyRequest, visit: InVisit, desk: InDesk, key: FromPath[str]
) -> Response[str]:
    """Slack's events."""
    answer = await inbound.hear_slack(
        desk.messaging.senders, key, body=await request.body(),
        stamp=request.headers.get("x-slack-request-timestamp", "")[:20],
        signature=signature_in(request, "x-slack-signature"), origin=visit.origin,
    )  # fmt: skip
    return Response(answer, media_type=MediaType.TEXT)


router = Router(
    "/messaging", route_handlers=[hear_sms, answer_challenge, hear_whatsapp, hear_slack]
)
