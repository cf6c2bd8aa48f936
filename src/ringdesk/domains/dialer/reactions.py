"""What makes the queue look again at once."""

from typing import Any

from ringdesk.domains import calls, campaigns, compliance, identity, leads, staffing, telephony
from ringdesk.domains.dialer import abandoned
from ringdesk.domains.dialer.events import DialerSettingsChanged, QueueResumed, StuckLeadsReset
from ringdesk.domains.dialer.queue import Dialer
from ringdesk.kernel.events import Event, Fact, Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.work import Office

ALWAYS: tuple[type[Event], ...] = (
    staffing.AvailabilityChanged, staffing.TeamChanged, identity.PersonChanged,
    identity.TenantResumed,
    leads.LeadCreated, leads.LeadChanged, leads.LeadsChanged,
    calls.CallEnded, calls.CallWrappedUp,
    campaigns.CampaignChanged, campaigns.CampaignMoved, compliance.NumberPermitted,
    telephony.CarrierAdded, telephony.CarrierChanged, telephony.CarrierRemoved,
    QueueResumed, DialerSettingsChanged, StuckLeadsReset,
)  # fmt: skip


class Waking:
    """Of facts that only sometimes matter, those that do."""

    def __init__(self, dialer: Dialer) -> None:
        self._dialer = dialer

    async def moved(self, fact: Fact[Any]) -> None:
        """A lead waits again; a call was answered."""
        if fact.event.after in ("pending", "answered"):
            self._dialer.wake(fact.tenant_id)

    async def started(self, fact: Fact[Any]) -> None:
        """Somebody calls by hand: their call is minded as well, should its carrier fall silent."""
        if fact.event.mode in ("manual", "callback", "preview"):
            self._dialer.wake(fact.tenant_id)


def register(
    registry: Registry, jobs: Jobs, office: Office, carriers: telephony.Carriers, dialer: Dialer
) -> None:
    waking = Waking(dialer)
    for kind in ALWAYS:
        registry.live(kind, dialer.heard)
    registry.live(leads.LeadDialStatusMoved, waking.moved)
    registry.live(calls.CallStatusChanged, waking.moved)
    registry.live(calls.CallStarted, waking.started)
    carriers.listen(dialer.hear)
    abandoned.register(jobs, office)
