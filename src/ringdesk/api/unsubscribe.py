"""Where a reader ends advertising: by one click of the mail program (RFC 8058), or on a page with
one button. Looking changes nothing: scanners follow every link."""

import html as markup
from typing import Literal

from litestar import MediaType, Response, Router, get, post
from litestar.params import FromPath

from ringdesk.api.bodies import PUBLIC
from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, InVisit

MOST_BYTES = 4 * 1024
LONGEST_TOKEN = 100
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
Step = Literal["ask", "done"]
WORDS: dict[str, dict[str, str]] = {
    "en": {"ask": "No more advertising to {address}?", "button": "Unsubscribe",
           "done": "Done: {address} gets no more advertising from us."},
    "de": {"ask": "Keine Werbung mehr an {address}?", "button": "Abbestellen",
           "done": "Erledigt: {address} bekommt keine Werbung mehr von uns."},
    "es": {"ask": "¿No enviar más publicidad a {address}?", "button": "Cancelar suscripción",
           "done": "Hecho: {address} no recibirá más publicidad nuestra."},
    "ru": {"ask": "Больше не присылать рекламу на {address}?", "button": "Отписаться",
           "done": "Готово: {address} больше не получит от нас рекламы."},
}  # fmt: skip
PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots"
content="noindex"><title>{button}</title><style>
:root {{ color-scheme: light dark }}
body {{ font: 16px/1.5 system-ui, sans-serif; display: grid; place-items: center; margin: 0;
  min-height: 100vh; padding: 1rem; box-sizing: border-box; text-align: center }}
main {{ max-width: 28rem; overflow-wrap: anywhere }}
button {{ font: inherit; padding: .6rem 1.4rem; border: 0; border-radius: .5rem; cursor: pointer;
  background: #2563eb; color: #fff }}
</style><main><p>{says}</p>{form}</main></html>"""
FORM = '<form method="post"><button type="submit">{button}</button></form>'


def page_of(request: AnyRequest, address: str, step: Step) -> Response[str]:
    """In the reader's language, of those we speak."""
    accepted = request.headers.get("accept-language", "")[:200].lower()
    wanted = [one.strip()[:2] for one in accepted.split(",")]
    language = next((one for one in wanted if one in WORDS), "en")
    words = WORDS[language]
    says = words[step].format(address=f"<b>{markup.escape(hidden(address))}</b>")
    page = PAGE.format(
        language=language, button=words["button"], says=says,
        form=FORM.format(button=words["button"]) if step == "ask" else "",
    )  # fmt: skip
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
    return Response(page, media_type=MediaType.HTML, headers=headers)


def hidden(address: str) -> str:
    """Enough to know it by: a link that was passed on tells nobody's whole address."""
    local, at, domain = address.rpartition("@")
    if not at:
        return f"…{address[-3:]}"
    return f"{local[:2]}…@{domain}"


@get("/{token:str}", opt=PUBLIC, include_in_schema=False)
async def look(token: FromPath[str], request: AnyRequest, desk: InDesk) -> Response[str]:
    """The page. 404 for a link that we did not sign."""
    found = await desk.messaging.links.find(desk.office, token[:LONGEST_TOKEN])
    return page_of(request, found.recipient, "ask")


@post(
    "/{token:str}", opt=PUBLIC, include_in_schema=False, status_code=200,
    request_max_body_size=MOST_BYTES,
)  # fmt: skip
async def unsubscribe(
    token: FromPath[str], request: AnyRequest, desk: InDesk, visit: InVisit
) -> Response[str]:
    """By the button, or `List-Unsubscribe=One-Click` of a mail program; the link is the proof."""
    found = await desk.messaging.links.unsubscribe(desk.office, token[:LONGEST_TOKEN], visit.origin)
    return page_of(request, found.recipient, "done")


router = Router("/api/unsubscribe", route_handlers=[look, unsubscribe])
