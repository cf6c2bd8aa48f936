from ringdesk.domains import messaging, tickets
from ringdesk.domains.mailroom.answering import Answering
from ringdesk.domains.mailroom.texts import Texts
from ringdesk.kernel.events import Registry
from ringdesk.kernel.work import Office


def listen(registry: Registry, office: Office) -> None:
    texts = Texts(office)
    registry.after(
        tickets.MessagePosted,
        **{"mailroom.answer": Answering(office).said, "mailroom.answer_text": texts.answer},
    )
    registry.after(messaging.TextReceived, **{"mailroom.text": texts.came})
