"""What the carrier is told to do with a call that came in, from where it stands."""

from msgspec import Struct

from ringdesk.domains import telephony
from ringdesk.domains.calls.inbound import flow, queries
from ringdesk.domains.calls.inbound.arriving import number_of
from ringdesk.domains.calls.inbound.models import InboundCall, InboundNumber, Waiting
from ringdesk.kernel.work import Work


class Words(Struct, frozen=True):
    """What is said where the tenant said nothing of it. Spoken by the carrier, in its language."""

    position: str
    callback: str
    closed: str
    goodbye: str
    removed: str


# In the languages of the house; others hear English.
SPOKEN = {
    "en": Words(
        "You are number {n} in the queue. Please hold the line.",
        "We will call you back. Goodbye.", "We are closed at the moment. Goodbye.",
        "Goodbye.", "We will not call you again. Goodbye.",
    ),
    "de": Words(
        "Sie sind an Stelle {n} der Warteschlange. Bitte bleiben Sie dran.",
        "Wir rufen Sie zurück. Auf Wiederhören.", "Zurzeit ist niemand da. Auf Wiederhören.",
        "Auf Wiederhören.", "Wir rufen Sie nicht mehr an. Auf Wiederhören.",
    ),
    "ru": Words(
        "Вы {n}-й в очереди. Пожалуйста, оставайтесь на линии.",
        "Мы вам перезвоним. До свидания.", "Сейчас никого нет. До свидания.",
        "До свидания.", "Мы больше не будем вам звонить. До свидания.",
    ),
    "es": Words(
        "Usted es el número {n} de la cola. Por favor, espere.",
        "Le devolveremos la llamada. Adiós.", "En este momento está cerrado. Adiós.",
        "Adiós.", "No volveremos a llamarle. Adiós.",
    ),
}  # fmt: skip


def words_in(language: str) -> Words:
    return SPOKEN.get(language.partition("-")[0], SPOKEN["en"])


async def plan_of(work: Work, call: InboundCall, *, new: bool = False) -> telephony.Plan:
    """`new`: the greeting is said first."""
    number = await number_of(work, call)
    hello: telephony.Plan = ()
    if new and number.greeting:
        hello = (telephony.Say(number.greeting, number.language),)
    return (*hello, *await steps(work, call, number))


async def steps(work: Work, call: InboundCall, number: InboundNumber) -> telephony.Plan:
    words = words_in(number.language)

    def goodbye(text: str) -> telephony.Plan:
        return (telephony.Say(text, number.language), telephony.HangUp())

    if call.state == "menu":
        menu = flow.at(flow.parse(number.menu or ""), call.path)
        return (telephony.Menu(menu.say, number.language, step=call.step + 1),)
    if call.state == "queued":
        place = await position(work, call)
        said = words.position.format(n=place)
        return (telephony.Say(said, number.language), telephony.ToMixer())
    if call.state == "connected":
        return (telephony.ToMixer(),)
    if call.state == "passed_on":
        to = await work.value(str, queries.PASSED_TO, call.call_id)
        return (telephony.ToNumber(to or ""), telephony.HangUp())
    if call.state == "callback":
        return goodbye(words.callback)
    return (
        goodbye(closing(call, number, words)) if call.state == "closed" else (telephony.HangUp(),)
    )


def closing(call: InboundCall, number: InboundNumber, words: Words) -> str:
    """To who pressed a key that ends it; to others, that nobody is there."""
    asked = flow.farewell(flow.parse(number.menu), call.path) if number.menu else None
    if asked is None:
        return number.closed_text or words.closed
    return asked.say or (words.removed if isinstance(asked, flow.OptOut) else words.goodbye)


async def position(work: Work, call: InboundCall) -> int:
    """1 is the next of its queue."""
    queued = await work.many(Waiting, queries.WAITING)
    return next((one.position for one in queued if one.call_id == call.call_id), 1)
