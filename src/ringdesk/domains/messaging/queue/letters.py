"""A claimed message as the letter that an adapter is handed."""

import html as markup
from uuid import UUID

from msgspec import json

from ringdesk.domains.messaging.channels.channel import Enclosure, Letter
from ringdesk.domains.messaging.models import Attachment, Provider
from ringdesk.domains.messaging.queue.models import Claimed
from ringdesk.domains.messaging.rendering import UNSUBSCRIBE_LINK
from ringdesk.domains.messaging.unsubscribing import Unsubscribing
from ringdesk.kernel.errors import NotFound
from ringdesk.kernel.storage import Storage

MOST_BYTES = 20 * 1024 * 1024  # of attachments: what most mail servers take
FOOTER: dict[str, str] = {
    "en": "You get this because you agreed to it. To stop it: ",
    "de": "Sie erhalten dies, weil Sie zugestimmt haben. Abbestellen: ",
    "es": "Recibe esto porque dio su consentimiento. Para dejar de recibirlo: ",
    "ru": "Вы получили это письмо, потому что дали согласие. Отписаться: ",
}


class TooHeavy(Exception):
    """Files that are too large together, or gone from the storage."""


async def letter_of(
    tenant_id: UUID, message: Claimed, provider: Provider | None, links: Unsubscribing,
    storage: Storage,
) -> Letter:  # fmt: skip
    """TooHeavy."""
    headers = json.decode(message.headers, type=dict[str, str])
    text, html = message.body, message.html
    if message.purpose == "marketing":
        link = links.link(tenant_id, message.id)
        if message.channel == "email":
            # RFC 2369 and 8058: one click, without a page in between.
            headers["List-Unsubscribe"] = f"<{link}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
            text, html = _with_footer(text, html, message.language)
        text = text.replace(UNSUBSCRIBE_LINK, link)
        html = html.replace(UNSUBSCRIBE_LINK, link) if html is not None else None
    return Letter(
        id=f"msg_{message.id}", channel=message.channel, recipient=message.recipient, text=text,
        sender=provider.sender if provider else "",
        sender_name=provider.sender_name if provider else "", subject=message.subject, html=html,
        reply_to=message.reply_to, template=message.provider_template or None,
        language=message.language, variables=json.decode(message.variables, type=dict[str, str]),
        headers=headers, attachments=await _files(message, storage),
    )  # fmt: skip


def _with_footer(text: str, html: str | None, language: str) -> tuple[str, str | None]:
    """Advertising without a way out is not sent: where the template has no link, one is added."""
    words = FOOTER.get(language.partition("-")[0], FOOTER["en"])
    if UNSUBSCRIBE_LINK not in text:
        text = f"{text.rstrip()}\n\n--\n{words}{UNSUBSCRIBE_LINK}\n"
    if html is not None and UNSUBSCRIBE_LINK not in html:
        said = markup.escape(words)
        html += f'<p style="font-size:12px">{said}<a href="{UNSUBSCRIBE_LINK}">{UNSUBSCRIBE_LINK}</a></p>'  # noqa: E501
    return text, html


async def _files(message: Claimed, storage: Storage) -> tuple[Enclosure, ...]:
    found, left = [], MOST_BYTES
    for one in json.decode(message.attachments, type=list[Attachment]):
        content = b""
        try:
            async for piece in await storage.get(one.storage_key):
                content += piece
                if len(content) > left:
                    raise TooHeavy("The files are too large for a message")
        except NotFound as error:
            raise TooHeavy("A file that belongs to it is gone") from error
        left -= len(content)
        found.append(Enclosure(one.name, one.content_type, content))
    return tuple(found)
