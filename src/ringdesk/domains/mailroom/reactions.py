from ringdesk.domains import tickets
from ringdesk.domains.mailroom.answering import Answering
from ringdesk.kernel.events import Registry
from ringdesk.kernel.work import Office


def listen(registry: Registry, office: Office) -> None:
    registry.after(tickets.MessagePosted, **{"mailroom.answer": Answering(office).said})
