"""What becomes of a delivery, and of its endpoint, by an answer."""

from datetime import timedelta

from ringdesk.domains.webhooks import queries
from ringdesk.domains.webhooks.events import WebhookDisabled
from ringdesk.domains.webhooks.models import Claimed, Id, Settled
from ringdesk.domains.webhooks.posting import Answered, Letter
from ringdesk.domains.webhooks.retries import wait_after
from ringdesk.kernel.work import Work

GONE = 410
MAY_FAIL_FOR = timedelta(days=5)  # then it is switched off, and administrators are told


async def settle(work: Work, letter: Letter, answered: Answered) -> None:
    if await work.one(Id, queries.KEEP_ENDPOINT, letter.endpoint_id) is None:
        return  # it was removed meanwhile
    status = answered.status
    good = status is not None and 200 <= status < 300
    wait = None if good or status == GONE or letter.is_test else _wait(letter, answered)
    state = "delivered" if good else "failed" if wait is None else "waiting"
    settled = await work.run(
        queries.SETTLE, letter.delivery_id, letter.attempt, state, wait, status, answered.fault
    )
    await work.run(
        queries.KEEP_ATTEMPT, letter.delivery_id, letter.attempt, answered.at, answered.took_ms,
        status, answered.fault, answered.answer,
    )  # fmt: skip
    if good:
        await work.run(queries.SUCCEEDED, letter.endpoint_id)
    elif settled and not (letter.is_test and status != GONE):
        await _count_failure(work, letter.endpoint_id, gone=status == GONE)


def _wait(letter: Letter, answered: Answered) -> timedelta | None:
    asked = answered.asked_for_s
    return wait_after(letter.attempt, None if asked is None else timedelta(seconds=asked))


async def _count_failure(work: Work, endpoint_id: int, *, gone: bool) -> None:
    now = await work.one(Settled, queries.FAILED, endpoint_id, gone, MAY_FAIL_FOR)
    if now is not None and now.disabled_because is not None:
        work.record(WebhookDisabled(webhook_id=endpoint_id, because=now.disabled_because))


async def skip(work: Work, claimed: Claimed) -> None:
    """There is nothing to send: what it told of is out of the log, or not for outsiders."""
    await work.run(
        queries.SETTLE, claimed.id, claimed.attempts, "skipped", None, None, None
    )  # fmt: skip
