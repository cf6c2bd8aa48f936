"""What people write to us: STOP, START, HELP, or words for somebody of the workspace."""

from typing import Literal

from msgspec import Struct, structs

from ringdesk.domains import identity
from ringdesk.domains.messaging import addresses
from ringdesk.domains.messaging.channels.channel import Channel
from ringdesk.domains.messaging.events import TextReceived
from ringdesk.domains.messaging.inbound import queries
from ringdesk.domains.messaging.service import send
from ringdesk.domains.messaging.suppressing import opt_in, opt_out
from ringdesk.domains.messaging.words import asks_for_help, asks_to_start, asks_to_stop
from ringdesk.kernel.errors import AppError, Invalid
from ringdesk.kernel.work import Work

Asks = Literal["stop", "start", "help"]
Kind = Literal["stop", "start", "help", "words"]
# What CTIA's principles (5.1.2) want an answer to HELP to say: who it is, and how to end it.
HELP: dict[str, str] = {
    "en": "{name}: write to us here, and somebody answers. Reply STOP to get no more messages, "
    "START to get them again.",
    "de": "{name}: Schreiben Sie uns hier, dann antwortet jemand. Mit STOP bekommen Sie keine "
    "Nachrichten mehr, mit START wieder welche.",
    "ru": "{name}: напишите нам сюда, и вам ответят. СТОП — больше не получать сообщений, "
    "СТАРТ — получать снова.",
    "es": "{name}: escríbanos aquí y alguien responderá. Responda STOP para no recibir más "
    "mensajes, START para volver a recibirlos.",
}


class Wrote(Struct, frozen=True, kw_only=True):
    """Somebody wrote to us. `id`: the provider's own, "" where it has none. `asks`: what the
    provider itself read out of it, and has answered."""

    address: str
    text: str
    id: str = ""
    asks: Asks | None = None


async def read(work: Work, channel: Channel, provider_id: int, wrote: Wrote) -> None:
    """Each once. What is no address of the channel (a name instead of a number) can neither be
    suppressed nor answered; its words are taken all the same."""
    wrote = storable(wrote)
    if channel not in ("sms", "whatsapp"):
        await heed_stop(work, channel, wrote)
        return
    address, kind = written(channel, wrote.address), kind_of(wrote)
    if address is None:
        kind = "words"
    text_id = await work.value(
        int, queries.KEEP_TEXT, channel, provider_id, wrote.id, address or wrote.address,
        wrote.text, kind,
    )  # fmt: skip
    if text_id is None:
        return
    if kind == "stop":
        await heed_stop(work, channel, wrote)
    elif kind == "help":
        await help_them(work, channel, address or wrote.address, wrote.asks, text_id)
    elif kind == "words" or not await opt_in(
        work, channel=channel, address=wrote.address, text_id=text_id
    ):  # who never stopped means something else by "start"
        await work.run(queries.AS_WORDS, text_id)
        work.record(TextReceived(text_id=text_id))


def storable(wrote: Wrote) -> Wrote:
    """Without the character that no text of the database holds: a provider that is refused for it
    would tell it again and again."""
    address, text, number = (one.replace("\0", "") for one in (wrote.address, wrote.text, wrote.id))
    return structs.replace(wrote, address=address, text=text, id=number)


def kind_of(wrote: Wrote) -> Kind:
    if wrote.asks is not None:
        return wrote.asks
    if asks_to_stop(wrote.text):
        return "stop"
    if asks_to_start(wrote.text):
        return "start"
    return "help" if asks_for_help(wrote.text) else "words"


def written(channel: Channel, address: str) -> str | None:
    try:
        return addresses.checked(channel, address, "address")
    except Invalid:
        return None


async def heed_stop(work: Work, channel: Channel, wrote: Wrote) -> None:
    if wrote.asks == "stop" or asks_to_stop(wrote.text):
        try:
            await opt_out(work, channel=channel, address=wrote.address, note=wrote.text[:200])
        except Invalid:
            return


async def help_them(
    work: Work, channel: Channel, address: str, read_by_provider: Asks | None, text_id: int
) -> None:
    """Once an hour at most: two robots must not keep each other company. Also to who asked for no
    more: that is no reason to leave them without an answer (CTIA 5.1.2)."""
    if read_by_provider == "help" or await work.value(
        bool, queries.HELPED_LATELY, channel, address, text_id
    ):
        return
    brand = await identity.branding(work)
    try:
        await send(
            work, channel=channel, recipient=address, key=f"help:{text_id}", asked_for=True,
            body=HELP.get(brand.locale, HELP["en"]).format(name=brand.name),
        )  # fmt: skip
    except AppError:  # a quota that is used up must not make the provider tell it again
        return
