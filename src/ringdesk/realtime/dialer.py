"""The queue, to those who may see all calls: whether it runs, and why it dialled."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from ringdesk.domains import dialer
from ringdesk.kernel.events import Event, Fact
from ringdesk.realtime.audiences import call_watchers_of
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.reading import Posts, Reading, Render
from ringdesk.realtime.seldom import Seldom
from ringdesk.wire.dialer import DecisionOut, QueueOut

AT_MOST_EVERY_S = 0.5  # of a campaign: nobody reads faster


async def changed(reading: Reading, fact: Fact[Any]) -> Posts:
    to = call_watchers_of(fact.tenant_id)
    if not reading.wanted(to):
        return ()
    state = QueueOut.of(await dialer.state(await reading.work()))
    return (((to,), Letter("queue.changed", state, seq=fact.seq, at=fact.at)),)


LETTERS: dict[type[Event], Render] = {
    dialer.QueuePaused: changed,
    dialer.QueueResumed: changed,
    dialer.DialerSettingsChanged: changed,
    dialer.StuckLeadsReset: changed,
}


def decisions_shown(hub: Hub) -> Callable[[dialer.Decision], None]:
    """For `Dialer.on_decision`. A decision is no fact: the traces tell of those that are past."""
    seldom = Seldom(hub, rest_s=AT_MOST_EVERY_S)

    def show(decision: dialer.Decision) -> None:
        if decision.campaign_id is None:
            return
        out = DecisionOut.now(decision, datetime.now(UTC))
        to = (call_watchers_of(decision.tenant_id),)
        letter = Letter("pacing.trace", out, soon_stale=True)
        seldom.say(decision.tenant_id, decision.campaign_id, to, letter)

    return show
