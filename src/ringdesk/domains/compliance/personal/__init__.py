from ringdesk.domains.compliance.personal import queries
from ringdesk.domains.compliance.service import forget
from ringdesk.kernel.personal import Holding, Personal, Subject
from ringdesk.kernel.work import Work


async def keep_hashes(work: Work, subject: Subject) -> int:
    """Of their numbers a salted hash stays on the lists: they are still not called."""
    return sum([await forget(work, number=number) for number in subject.numbers])


PERSONAL = Personal(
    domain="compliance",
    holdings=(
        Holding(
            table="dial_refusals", about="Calls that were refused, and why", of="numbers",
            fate="anonymised", shows=queries.REFUSALS, forgets=queries.ERASE_REFUSALS,
        ),
        Holding(
            table="do_not_call", about="Do-not-call entries", fate="retained",
            of="numbers", shows=queries.ENTRIES, act=keep_hashes,
            reason="So that the number is still not called (Art. 21(3) GDPR; 47 CFR 64.1200(d)): a "
            "salted hash of the number, not the number.",
        ),
    ),
    nothing={"do_not_call_salts": "a random number"},
)  # fmt: skip
