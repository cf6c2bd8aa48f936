"""What became of messages, written down: states, setbacks, counts, facts."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from ringdesk.domains.messaging import receipts, suppressing
from ringdesk.domains.messaging.channels.channel import (
    Accepted,
    CannotTell,
    Channel,
    Refused,
    TryLater,
)
from ringdesk.domains.messaging.events import MessageFailed, MessageSent
from ringdesk.domains.messaging.models import State
from ringdesk.domains.messaging.queue import queries
from ringdesk.domains.messaging.queue.models import Away, Claimed, Outcome, Outcomes
from ringdesk.kernel.work import Work

PATIENCE = 8  # attempts at one message
OLDEST = timedelta(hours=24)  # what waited so long is not wanted any more
FIRST_WAIT_S, LONGEST_WAIT_S = 30.0, 4 * 3600.0
LOOK_AGAIN_S = 60.0  # until a provider that did not answer is asked again
REST_S = 15.0
LONGEST_REST_S = 3600.0
WHAT: dict[str, str] = {"failed": "refused", "bounced": "refused"}


class Settled(Struct, frozen=True):
    id: int
    channel: Channel
    provider_kind: str
    state: State
    recipient: str


def outcome_of(
    message: Claimed, said: Accepted | Exception, now: datetime | None = None
) -> Outcome:
    """What an answer, or the lack of one, means for a message. `attempts` of what was claimed does
    not count the one that was just made."""
    match said:
        case Accepted(provider_id):
            return _outcome(message, "sent", provider_message_id=provider_id or None)
        case Refused(permanent=True, reason=reason, suppress=suppress):
            return _outcome(message, "bounced" if suppress else "failed", reason,
                            setback=True, suppress=suppress)  # fmt: skip
        case TryLater(away=True, reason=reason):
            if _is_old(message, now):
                return _outcome(message, "failed", reason, setback=True)
            return _outcome(message, "pending", reason, counts=False)
        case TryLater(reason=reason, retry_after_s=after):
            return _again(message, reason, after, now)
        case Refused(reason=reason):
            return _again(message, reason, None, now)
        case CannotTell(reason=reason):
            return _outcome(message, "unknown", reason, setback=True)
        case TimeoutError():
            return _outcome(message, "unknown", "The provider did not answer in time", setback=True)
        case _:
            reason = f"It broke off in the middle: {type(said).__name__}"
            return _outcome(message, "unknown", reason, setback=True)


def _again(message: Claimed, reason: str, after_s: float | None, now: datetime | None) -> Outcome:
    if message.attempts + 1 >= PATIENCE or _is_old(message, now):
        return _outcome(message, "failed", reason, setback=True)
    wait = FIRST_WAIT_S * 4.0**message.attempts if after_s is None else max(1.0, after_s)
    return _outcome(message, "pending", reason, setback=True, wait_s=min(wait, LONGEST_WAIT_S))


def _is_old(message: Claimed, now: datetime | None) -> bool:
    return (now or datetime.now(UTC)) - message.created_at > OLDEST


def _outcome(
    message: Claimed, state: State, reason: str = "", *, provider_message_id: str | None = None,
    wait_s: float = 0, setback: bool = False, suppress: bool = False, counts: bool = True,
) -> Outcome:  # fmt: skip
    return Outcome(
        id=message.id, claims=message.claims, state=state, reason=reason[:500], wait_s=wait_s,
        provider_message_id=provider_message_id, setback=setback, suppress=suppress, counts=counts,
    )  # fmt: skip


def suppressed(message: Claimed, reason: str) -> Outcome:
    return _outcome(message, "suppressed", reason)


def lost_for_good(message: Claimed, reason: str) -> Outcome:
    """Nobody can say whether it went: it is not sent again, and shown so."""
    return _outcome(message, "unknown", reason or "Nobody knows whether it went", setback=True)


def ask_again(message: Claimed, reason: str, now: datetime | None = None) -> Outcome:
    """Its provider could tell, and does not answer: the question stays open for a day."""
    if _is_old(message, now):
        return lost_for_good(message, reason)
    return _outcome(message, "sending", reason, wait_s=LOOK_AGAIN_S)


def not_asked(message: Claimed) -> Outcome:
    """Marked as being asked for, and then not: there was no time left."""
    return _outcome(message, "pending", counts=False)


def away_of(answers: list[Accepted | Exception]) -> Away | None:
    """Whether the provider as a whole is away: for how long (0: as its failures say), and why."""
    for said in answers:
        if isinstance(said, TryLater) and said.away:
            return min(said.retry_after_s or 0.0, LONGEST_REST_S), said.reason
    return None


async def settle(work: Work, kind: str, outcomes: Outcomes) -> None:
    if not outcomes:
        return
    done = await work.many(
        Settled, queries.SETTLE, [one.id for one in outcomes], [one.claims for one in outcomes],
        [one.state for one in outcomes], [one.reason for one in outcomes],
        [one.provider_message_id for one in outcomes], [one.wait_s for one in outcomes],
        [one.counts for one in outcomes],
    )  # fmt: skip
    by_id = {one.id: one for one in outcomes}
    await _note_setbacks(work, kind, [by_id[one.id] for one in done if by_id[one.id].setback])
    counted: Counter[tuple[str, str, str]] = Counter()
    for one in done:
        if one.state in ("pending", "sending"):
            continue
        what = WHAT.get(one.state, one.state)
        counted[one.channel, one.provider_kind or kind, what] += 1
        if one.state == "sent":
            work.record(MessageSent(message_id=one.id))
        else:
            work.record(MessageFailed(message_id=one.id, state=one.state))
        if by_id[one.id].suppress:
            await suppressing.suppress(
                work, channel=one.channel, address=one.recipient, reason="hard_bounce",
                note=by_id[one.id].reason, message_id=one.id,
            )  # fmt: skip
    if counted:
        channels, kinds, whats = zip(*counted, strict=True)
        await work.run(
            queries.MARK, list(channels), list(kinds), list(whats), list(counted.values())
        )
    taken = [by_id[one.id].provider_message_id for one in done if one.state == "sent"]
    if numbers := [number for number in taken if number]:
        await receipts.catch_up(work, numbers)


async def _note_setbacks(work: Work, kind: str, outcomes: Outcomes) -> None:
    if outcomes:
        await work.run(
            queries.SET_BACK, [one.id for one in outcomes], [one.reason for one in outcomes], kind
        )


async def let_rest(work: Work, provider_id: int | None, away: Away | None) -> None:
    if provider_id is None:
        return
    if away is None:
        await work.run(queries.IS_BACK, provider_id)
    else:
        await work.run(queries.LET_REST, provider_id, away[0] or None, REST_S, away[1])
