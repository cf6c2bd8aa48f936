"""What becomes of requests about personal data, of exports and of retention: to those who decide,
and of a request to the person who asked. {"changed", "id", "state"}: who shows it fetches it."""

from functools import partial
from typing import Any
from uuid import UUID

from ringdesk.domains import privacy
from ringdesk.kernel.events import Event, Fact
from ringdesk.realtime.audiences import person, privacy_deciders_of
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.reading import Posts, Reading, Render
from ringdesk.realtime.seldom import Seldom

KIND = "privacy.changed"
AT_MOST_EVERY_S = 0.5  # of a request that is carried out table by table


async def request(reading: Reading, fact: Fact[Any]) -> Posts:
    """Few come, so each is looked up: whose it is, only the request knows."""
    request_id: int = fact.event.request_id

    async def read() -> privacy.Request:
        return await privacy.find(await reading.work(), request_id)

    found = await reading.once(("privacy request", request_id), read)
    to = [privacy_deciders_of(fact.tenant_id)]
    if found.person_id is not None:
        to.append(person(fact.tenant_id, found.person_id))
    data = {"changed": "request", "id": found.id, "state": found.state}
    return ((tuple(to), Letter(KIND, data, seq=fact.seq, at=fact.at)),)


async def other(changed: str, of: str | None, _: Reading, fact: Fact[Any]) -> Posts:
    data = {"changed": changed, "id": getattr(fact.event, of) if of else None, "state": None}
    letter = Letter(KIND, data, seq=fact.seq, at=fact.at)
    return (((privacy_deciders_of(fact.tenant_id),), letter),)


LETTERS: dict[type[Event], Render] = {
    privacy.PrivacyRequested: request,
    privacy.PrivacyIdentityChecked: request,
    privacy.PrivacyRequestDue: request,
    privacy.PrivacyRequestStarted: request,
    privacy.PrivacyRequestRefused: request,
    privacy.PersonalArchiveMade: request,
    privacy.PersonalArchiveTaken: request,
    privacy.PersonErased: request,
    privacy.TenantExportAsked: partial(other, "export", "export_id"),
    privacy.TenantExportMade: partial(other, "export", "export_id"),
    privacy.RetentionRan: partial(other, "run", "run_id"),
    privacy.TenantErasurePlanned: partial(other, "erasure", None),
    privacy.TenantErasureCalledOff: partial(other, "erasure", None),
}


def chores_shown(hub: Hub) -> privacy.Tell:
    """For the lane of `privacy`: how far it is, of which no fact tells."""
    seldom = Seldom(hub, rest_s=AT_MOST_EVERY_S)

    def show(tenant_id: UUID, what: privacy.Moving, thing_id: int) -> None:
        letter = Letter(KIND, {"changed": what, "id": thing_id, "state": None})
        seldom.say(tenant_id, (what, thing_id), (privacy_deciders_of(tenant_id),), letter)

    return show
