"""What customers say in passing, and what must follow from it at once."""

from typing import Literal, TypeAlias

from ringdesk.domains import compliance
from ringdesk.domains.tickets import policy
from ringdesk.kernel.work import Work

Way: TypeAlias = Literal["ticket", "email", "sms", "whatsapp"]  # by which words came


def heed(work: Work, words: str, *, by: Way, message_id: int | None = None) -> None:
    """A customer who does not want to be called says so in their own words: a quotation is
    somebody else's."""
    if not policy.sees_all(work.actor) and compliance.asks_not_to_be_called(words):
        work.record(
            compliance.OptOutAsked(person_id=work.actor.id, message_id=message_id, channel=by)
        )
