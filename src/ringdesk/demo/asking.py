"""What the sample's customers agreed to, and what some of them ask about their data."""

from random import Random

from ringdesk.demo.selling import acting
from ringdesk.demo.weaving import Cast
from ringdesk.domains import consent, identity, privacy
from ringdesk.kernel.work import Office

WORDING = "You may send me offers and news."
RETENTION = {"tickets": 1095, "chats": 730, "recordings": 90, "leads": 365, "imports": 30}


async def fill_privacy(office: Office, cast: Cast, seed: int) -> None:
    """Consents of half of the customers; two open requests and one that was refused."""
    random = Random(f"{seed} privacy {cast.company.name}")  # noqa: S311 - a sample, no secret
    boss = cast.company.people[0].username
    customers = [one.username for one in cast.company.in_role("customer")]
    for username in customers[:: max(1, len(customers) // 12)]:
        async with office.open(acting(cast, username)) as work:
            for kind in consent.TYPES:
                await consent.record(
                    work, person_id=work.actor.id, type=kind, value=random.random() < 0.7,
                    source="web_app", proof=consent.Proof(wording=WORDING),
                )  # fmt: skip
    for username, wish in zip(customers[:2], privacy.KINDS, strict=False):
        async with office.open(acting(cast, username)) as work:
            await privacy.ask(work, kind=wish, reason="I would like to know")
    async with office.open(acting(cast, boss)) as work:
        await identity.change_workspace(work, identity.WorkspaceChanges(retention=RETENTION))
        by_letter = await privacy.ask_for(
            work, kind="deletion", number="+442079460958", reason="Wrote a letter"
        )
        await privacy.refuse(
            work, request_id=by_letter.id,
            reason="We could not find out who you are: please tell us when we called you.",
        )  # fmt: skip
