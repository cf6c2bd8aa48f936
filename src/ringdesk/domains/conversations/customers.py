"""The other side of a conversation: who a customer is, and what staff noted down about them."""

from ringdesk.domains.conversations import policy, queries
from ringdesk.domains.conversations.errors import CustomerNotFound
from ringdesk.domains.conversations.events import CustomerNoted
from ringdesk.domains.conversations.models import Customer, CustomerNote
from ringdesk.kernel.work import Work

MOST_NOTES = 100


async def get_customer(work: Work, *, customer_id: int) -> Customer:
    """For staff who talk to customers. Colleagues are none, unless they once asked for something
    themselves."""
    policy.require_knows_customers(work.actor)
    customer = await work.one(Customer, queries.CUSTOMER, customer_id)
    if customer is None:
        raise CustomerNotFound
    return customer


async def notes_of(work: Work, *, customer_id: int) -> list[CustomerNote]:
    """The latest first."""
    policy.require_knows_customers(work.actor)
    return await work.many(CustomerNote, queries.CUSTOMER_NOTES, customer_id, MOST_NOTES)


async def note_down(work: Work, *, customer_id: int, content: str) -> CustomerNote:
    """Something that colleagues should know of a customer."""
    policy.require_notes_customers(work.actor)
    await get_customer(work, customer_id=customer_id)
    note = await work.one(
        CustomerNote, queries.NOTE_CUSTOMER, customer_id, work.actor.id, content.strip()
    )
    if note is None:
        raise CustomerNotFound
    work.record(CustomerNoted(customer_id=customer_id, note_id=note.id))
    return note
