"""The chatbot at work: it opens one transaction to keep a question and others to answer it, so that
no question is lost and nobody waits for a model inside a transaction."""

import logging
from datetime import timedelta
from uuid import UUID

import msgspec

from ringdesk.domains import assistant
from ringdesk.domains.chatbot import queries, replies, rewriting, turns
from ringdesk.domains.chatbot.handoffs import acts as handoffs
from ringdesk.domains.chatbot.handoffs import queries as handoff_queries
from ringdesk.domains.chatbot.handoffs.models import Handoff, Seen
from ringdesk.domains.chatbot.models import Id, Turn
from ringdesk.kernel.work import NOWHERE, Actor, Office, Origin

log = logging.getLogger(__name__)

MOST_STEPS = 8  # of one handoff at a time; there are five states
LEFT_ALONE = timedelta(seconds=30)  # then whatever stands still is taken up by the sweep


class Said(msgspec.Struct, frozen=True):
    """A turn that is answered, and the handoff of its conversation, if one is under way or was
    brought about by it."""

    turn: Turn
    handoff: Seen | None


class Chatbot:
    """Without `models` an answer is the passage that was found, in its own words."""

    def __init__(self, office: Office, models: assistant.Models | None = None) -> None:
        self._office, self._models = office, models

    async def chat(
        self, actor: Actor, *, message: str, session_id: str | None = None,
        key: str | None = None, origin: Origin = NOWHERE,
    ) -> Said:  # fmt: skip
        """A question of a customer, answered. SessionNotFound, QuestionReused, Invalid."""
        async with self._office.open(actor, origin) as work:
            turn_id = await turns.ask(work, message=message, session_id=session_id, key=key)
        turn = await self.answer(actor.tenant_id, turn_id)
        return Said(turn, await self._handoff_after(actor.tenant_id, turn))

    async def answer(self, tenant_id: UUID, turn_id: int) -> Turn:
        """Whatever the turn still needs. Done twice it does nothing the second time."""
        house = Actor.the_house(tenant_id)
        async with self._office.open(house) as work:
            turn = await turns.get_turn(work, turn_id=turn_id)
            if turn.response is not None:
                return turn
            reply = await turns.think(work, turn)
            if self._models is None or not rewriting.is_wanted(reply):
                return await turns.answer(work, turn, reply)
        reply = await rewriting.rewritten(self._models, tenant_id, turn.query, reply)
        async with self._office.open(house) as work:
            return await turns.answer(work, turn, reply)

    async def _handoff_after(self, tenant_id: UUID, turn: Turn) -> Seen | None:
        if turn.outcome not in ("person", "refused"):
            return None
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            seen = await handoffs.latest(work, conversation_id=turn.conversation_id)
        if seen.handoff.state in ("requested", "ticketed"):
            await self.advance_quietly(tenant_id, seen.handoff.id)
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            return await handoffs.latest(work, conversation_id=turn.conversation_id)

    async def bring_person(
        self, actor: Actor, *, conversation_id: int, reason: str = "", origin: Origin = NOWHERE
    ) -> Handoff:
        """ "Talk to a person": kept at once, and then moved on as far as it goes."""
        async with self._office.open(actor, origin) as work:
            handoff = await handoffs.request_person(
                work, conversation_id=conversation_id, reason=reason
            )
        await self.advance_quietly(actor.tenant_id, handoff.id)
        return handoff

    async def advance(self, tenant_id: UUID, handoff_id: int) -> None:
        """Step by step, each with a commit of its own, until it has to wait for somebody."""
        for _ in range(MOST_STEPS):
            async with self._office.open(Actor.the_house(tenant_id)) as work:
                if await handoffs.step(work, handoff_id=handoff_id) is None:
                    return

    async def advance_quietly(self, tenant_id: UUID, handoff_id: int) -> None:
        """For whoever has an answer to give now: the job does what could not be done."""
        try:
            await self.advance(tenant_id, handoff_id)
        except Exception:
            log.exception("A handoff could not be moved on; its job will do that.")

    async def hear(self, tenant_id: UUID, message_id: int) -> None:
        """A customer said something, at whatever door: answer it if that is for us to do."""
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            heard = await replies.take_up(work, message_id=message_id)
        if heard is None:
            return
        if heard.turn_id is not None:
            turn = await self.answer(tenant_id, heard.turn_id)
            await self._handoff_after(tenant_id, turn)
        elif heard.reply is not None:
            reply = heard.reply
            if self._models is not None and rewriting.is_wanted(reply):
                reply = await rewriting.rewritten(self._models, tenant_id, heard.question, reply)
            async with self._office.open(Actor.the_house(tenant_id)) as work:
                await replies.reply_in_room(work, message_id=message_id, reply=reply)

    async def advance_of_conversation(self, tenant_id: UUID, conversation_id: int) -> None:
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            found = await work.one(Id, handoff_queries.UNFINISHED, conversation_id)
        if found is not None:
            await self.advance(tenant_id, found.id)

    async def sweep(self, tenant_id: UUID) -> int:
        """Whatever stands still though it should not. How much there was."""
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            open_turns = await work.many(Id, queries.LEFT_OPEN, LEFT_ALONE)
            waiting = await work.many(Id, handoff_queries.TO_MOVE, LEFT_ALONE)
        for turn in open_turns:
            try:
                await self.answer(tenant_id, turn.id)
            except Exception:
                log.exception("Turn %s of the chatbot stays open.", turn.id)
        for one in waiting:
            await self.advance_quietly(tenant_id, one.id)
        return len(open_turns) + len(waiting)
