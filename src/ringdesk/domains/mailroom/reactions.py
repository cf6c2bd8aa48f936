from ringdesk.domains import messaging, tickets
from ringdesk.domains.mailroom.answering import Answering
from ringdesk.domains.mailroom.texts import Texts
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.work import Office


def listen(registry: Registry, office: Office) -> None:
    texts, mails = Texts(office), Answering(office)

    async def answer(fact: Fact[tickets.CorrespondentAnswered]) -> None:
        by_mail = fact.event.channel == "email"
        await (mails.answer(fact) if by_mail else texts.answer(fact))

    registry.after(tickets.CorrespondentAnswered, **{"mailroom.answer": answer})
    registry.after(messaging.TextReceived, **{"mailroom.text": texts.came})
