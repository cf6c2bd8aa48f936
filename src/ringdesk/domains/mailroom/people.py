"""Who writes: a customer who signed up with the address, or one who is known by it alone. Never
staff: a mail proves nobody to be a colleague."""

from ringdesk.domains.identity import add_correspondent
from ringdesk.domains.mailroom import queries
from ringdesk.domains.mailroom.models import Correspondent
from ringdesk.domains.messaging import addresses
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Actor, Work


class Unwanted(Exception):
    """`reason`, one word: bad_sender, shut_out."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def key_of(address: str) -> str:
    """Unwanted for what is no address."""
    try:
        return addresses.key_of("email", addresses.checked("email", address))
    except Invalid as error:
        raise Unwanted("bad_sender") from error


async def correspondent(work: Work, address: str, name: str) -> Correspondent:
    """Made when they first write. Unwanted."""
    key = key_of(address)
    await work.run(queries.ONE_ADDRESS_AT_A_TIME, key)
    found = await work.one(Correspondent, queries.CORRESPONDENT, key)
    if found is None:
        found = await work.one(Correspondent, queries.CUSTOMER_AT, address)
    if found is None:
        made = await add_correspondent(work, address=address, name=name)
        await work.run(queries.ADD_CORRESPONDENT, key, made.id)
        return Correspondent(made.id, made.email, made.role, made.is_active)
    if not found.is_active:
        raise Unwanted("shut_out")
    return found


def actor_for(work: Work, person: Correspondent) -> Actor:
    """They act with a customer's rights, in their own name."""
    return Actor(id=person.id, tenant_id=work.tenant_id, role="customer", scopes=frozenset())
