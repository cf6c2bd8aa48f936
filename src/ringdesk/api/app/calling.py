"""What the web app shows to somebody who makes calls."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Self

from litestar import Router, get
from litestar.params import QueryParameter
from msgspec import Struct

from ringdesk.api.desk import InDesk
from ringdesk.api.door import InWork, raises
from ringdesk.domains import calls, campaigns, staffing
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.calls import CallAgentOut, CallLeadOut, CallOut
from ringdesk.wire.leads import LeadOut
from ringdesk.wire.times import Time, utc


class WrapUpOut(Struct, frozen=True):
    call_id: int
    until: Time
    call: CallOut

    @classmethod
    def of(cls, call: calls.Call) -> Self:
        return cls(call.id, utc(call.wrap_up_ends_at or call.created_at), CallOut.of(call))


class ChoiceOut(Struct, frozen=True):
    """A disposition. `key`: of the keyboard."""

    id: int
    code: str
    label: str
    means: campaigns.Means
    key: str | None


class TodayOut(Struct, frozen=True):
    calls: int
    answered: int
    completed: int
    talk_s: int


class IncomingOut(Struct, frozen=True):
    """A call that rings at oneself until then. `since`: when its caller began to wait."""

    call_id: int
    number: str
    name: str
    lead_id: int | None
    queue_name: str
    since: Time
    until: Time

    @classmethod
    def of(cls, one: calls.Offer) -> Self:
        return cls(
            one.call_id, one.number, one.name, one.lead_id, one.queue_name, utc(one.queued_at),
            utc(one.until),
        )  # fmt: skip


class DeskOut(Struct, frozen=True):
    """`rank`: one's place among all, by completed calls today; 1 is the best. `simulated`: no
    carrier really calls; one says oneself what became of a call."""

    availability: staffing.Availability
    call: CallOut | None
    wrap_up: WrapUpOut | None
    lead: LeadOut | None
    script: str | None
    dispositions: list[ChoiceOut]
    today: TodayOut
    rank: int
    simulated: bool
    incoming: IncomingOut | None

    @classmethod
    def of(cls, desk: calls.AtTheDesk, *, simulated: bool) -> Self:
        day = desk.today
        return cls(
            desk.availability,
            None if desk.call is None else CallOut.of(desk.call),
            None if desk.wrap_up is None else WrapUpOut.of(desk.wrap_up),
            None if desk.lead is None else LeadOut.of(desk.lead),
            desk.script,
            [ChoiceOut(one.id, one.code, one.label, one.means, one.key)
             for one in desk.dispositions],
            TodayOut(day.calls, day.answered, day.completed, day.talk_s), day.rank,
            simulated, None if desk.incoming is None else IncomingOut.of(desk.incoming),
        )  # fmt: skip


class CallbackOut(Struct, frozen=True):
    lead: CallLeadOut
    callback_at: Time
    owner: CallAgentOut
    due: bool

    @classmethod
    def of(cls, one: calls.Callback) -> Self:
        return cls(
            CallLeadOut(one.lead_id, one.name, one.phone), utc(one.callback_at),
            CallAgentOut(one.owner_id, one.owner_name), one.callback_at <= datetime.now(UTC),
        )  # fmt: skip


Days = Annotated[int, QueryParameter(ge=0, le=366, description="How far ahead to look.")]


@get("/me", responses=raises(calls.MayNotCall))
async def own_desk(work: InWork, desk: InDesk) -> DeskOut:
    """One's call, its lead and script, what may become of it, and one's day."""
    found = await calls.at_the_desk(work)
    trunks = await desk.carriers.of(work.tenant_id)
    return DeskOut.of(found, simulated=not trunks or trunks[0].is_simulated)


@get("/callbacks", responses=raises(NotAllowed))
async def callbacks(work: InWork, days: Days = 1) -> list[CallbackOut]:
    """Calls that were promised, the earliest first. Operators: their own."""
    until = datetime.now(UTC) + timedelta(days=days)
    return [CallbackOut.of(one) for one in await calls.callbacks(work, until=until)]


router = Router("/api/app/calling", route_handlers=[own_desk, callbacks], tags=["calls"])
