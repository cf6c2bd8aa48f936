"""Every kind of carrier there is, and the registry built of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from ringdesk.domains.telephony.carriers import Carriers
from ringdesk.domains.telephony.events import CarrierAdded, CarrierChanged, CarrierRemoved
from ringdesk.domains.telephony.media import Media
from ringdesk.domains.telephony.models import CarrierKind, Make
from ringdesk.domains.telephony.sip import sip_carriers
from ringdesk.domains.telephony.twilio import twilio_carriers
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.work import Office


def build_carriers(
    office: Office, registry: Registry, vault: Vault, egress: Egress, address: str, media: Media
) -> Carriers:
    """`address`: where carriers that call back reach this installation. `media`: where the sound of
    trunks goes."""
    kinds: dict[CarrierKind, Make] = {"twilio": twilio_carriers(egress, address, media)}
    carriers = Carriers(office, vault, egress, kinds)
    kinds["sip"] = sip_carriers(media, carriers.plan_incoming)

    async def notice(fact: Fact[Any]) -> None:
        carriers.notice(fact.tenant_id)

    for kind in (CarrierAdded, CarrierChanged, CarrierRemoved):
        registry.live(kind, notice)
    return carriers


@asynccontextmanager
async def carrying(carriers: Carriers, media: Media) -> AsyncIterator[None]:
    """At the end all that carriers hold open is closed."""
    try:
        yield
    finally:
        await carriers.close()
        await media.stop()
