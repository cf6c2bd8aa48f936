"""Alerts and the host's load, to those who look after the system."""

from collections.abc import Awaitable, Callable

from ringdesk.domains import operations
from ringdesk.kernel.events import Event, Fact
from ringdesk.realtime.audiences import WATCHKEEPERS, watchkeepers_of
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.reading import Posts, Reading, Render
from ringdesk.wire.operations import AlertOut, LoadOut


async def alert_letter(
    kind: str, reading: Reading,
    fact: Fact[operations.AlertCreated] | Fact[operations.AlertResolved],
) -> Posts:  # fmt: skip
    to = watchkeepers_of(fact.tenant_id)
    if not reading.wanted(to):
        return ()
    alert = await operations.get_alert(await reading.work(), alert_id=fact.event.alert_id)
    return (((to,), Letter(kind, AlertOut.of(alert), seq=fact.seq, at=fact.at)),)


async def raised(reading: Reading, fact: Fact[operations.AlertCreated]) -> Posts:
    return await alert_letter("alert.created", reading, fact)


async def resolved(reading: Reading, fact: Fact[operations.AlertResolved]) -> Posts:
    return await alert_letter("alert.resolved", reading, fact)


LETTERS: dict[type[Event], Render] = {
    operations.AlertCreated: raised,
    operations.AlertResolved: resolved,
}


def metrics_shown(hub: Hub) -> Callable[[operations.Sample], Awaitable[None]]:
    """A listener for `Watch.on_sample`: the host is the same for every tenant's staff."""

    async def show(sample: operations.Sample) -> None:
        load = LoadOut.of(sample)
        hub.broadcast(WATCHKEEPERS, Letter("system.metrics", load, at=sample.at, soon_stale=True))

    return show
