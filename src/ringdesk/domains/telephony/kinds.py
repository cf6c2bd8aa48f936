"""Every kind of carrier there is, and the registry built of them."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from ringdesk.domains import identity
from ringdesk.domains.telephony import queries
from ringdesk.domains.telephony.carriers import Carriers
from ringdesk.domains.telephony.events import CarrierAdded, CarrierChanged, CarrierRemoved
from ringdesk.domains.telephony.media import Media
from ringdesk.domains.telephony.models import CarrierKind, Configured, Make
from ringdesk.domains.telephony.sip import sip_carriers
from ringdesk.domains.telephony.twilio import twilio_carriers
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.work import INSTALLATION, Actor, Office

log = logging.getLogger(__name__)

WAKE_EVERY_S = 300.0  # for what was missed: changes are heard of at once


def build_carriers(
    office: Office, registry: Registry, vault: Vault, egress: Egress, address: str, media: Media,
    simulation: Make,
) -> Carriers:  # fmt: skip
    """`address`: where carriers that call back reach this installation. `media`: where the sound of
    trunks goes. `simulation`: builds the carrier that only plays."""
    kinds: dict[CarrierKind, Make] = {
        "twilio": twilio_carriers(egress, address, media), "simulation": simulation,
    }  # fmt: skip
    carriers = Carriers(office, vault, egress, kinds)
    kinds["sip"] = sip_carriers(media, carriers.plan_incoming)

    async def notice(fact: Fact[Any]) -> None:
        carriers.notice(fact.tenant_id)
        await wake_trunks(carriers, fact.tenant_id)

    for kind in (CarrierAdded, CarrierChanged, CarrierRemoved):
        registry.live(kind, notice)
    return carriers


@asynccontextmanager
async def carrying(carriers: Carriers, media: Media, *, receives: bool) -> AsyncIterator[None]:
    """`receives`: calls to us come to this process. At the end all that carriers hold open is
    closed."""
    waking = asyncio.create_task(waking_trunks(carriers)) if receives else None
    try:
        yield
    finally:
        if waking is not None:
            waking.cancel()
        await carriers.close()
        await media.stop()


async def waking_trunks(carriers: Carriers) -> None:
    """Twilio finds us; a trunk has to be listened to before anybody calls by it."""
    while True:
        try:
            async with carriers.office.open(Actor.the_house(INSTALLATION)) as work:
                tenants = await identity.list_tenants(work)
            for tenant in tenants:
                await wake_trunks(carriers, tenant.id)
        except Exception:
            log.exception("Trunks could not be woken")
        await asyncio.sleep(WAKE_EVERY_S)


async def wake_trunks(carriers: Carriers, tenant_id: UUID) -> None:
    async with carriers.office.open(Actor.the_house(tenant_id)) as work:
        rows = await work.many(Configured, queries.CARRIERS)
    if any(row.kind == "sip" and row.enabled for row in rows):
        await carriers.of(tenant_id)
