"""Simulated customers and agents: they sign in, read and write over HTTP like anybody, under the
same limits, and leave the visitors' accounts alone."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from random import Random
from typing import Any, TypeAlias, TypeVar

import httpx

from ringdesk.demo import selling
from ringdesk.demo.companies import VISITORS, Company, team_lead
from ringdesk.demo.corpus import Pen, Trouble, general_trouble, pen_for, recognise
from ringdesk.demo.player import AFTER_TROUBLE_S, Player, Refused
from ringdesk.demo.shelf import language_for, shelf

log = logging.getLogger(__name__)

ACTS_A_MINUTE = 15.0  # at pace 1, of all companies together
TOO_FAST_S = 0.05  # between two acts, whatever the pace
PATIENCE_S = 10.0
# A company's queue is kept about this long, however long the show runs.
SHORT_QUEUE, LONG_QUEUE = 8, 40
RECENT = 25
FEW = 6  # messages, after which nobody asks further
CHATS_WAITING, CHATS_LEFT = 4, 2  # at most, and for a visitor to take
AVOIDED = ("callback", "do_not_call")  # a time to name, and numbers that would run out
AT_HOME = ("support_agent", "admin")

GENERAL = general_trouble()

Ticket: TypeAlias = dict[str, Any]
T = TypeVar("T")


class Stage:
    """One company and what its people do. Every act is a few requests of one person."""

    def __init__(
        self, company: Company, client: httpx.AsyncClient, random: Random, password: str
    ) -> None:
        self._company, self._random = company, random
        self._players = {
            one.username: Player(one, client, password)
            for one in company.people
            if one.username not in VISITORS
        }
        self._by_name = {player.name: player for player in self._players.values()}

    async def come_to_work(self) -> None:
        """Who answers people is there for them, and the first request of the show comes in. Not
        those who may call as well: the queue would connect them, and nobody speaks for them."""
        for player in self._players.values():
            who = player.somebody
            if who.role == "support_agent" and who != team_lead(self._company):
                await player.call("PUT", "/api/app/availability", state="available")
        await self._open(self._one_of(*AT_HOME), [])

    async def act(self) -> None:
        """One act, such that the queue grows neither empty nor without end. Something new comes in
        however long it is: a visitor is to see it arrive."""
        agent = self._one_of(*AT_HOME)
        waiting = await self._queue(agent)
        short, long = len(waiting) < SHORT_QUEUE, len(waiting) >= LONG_QUEUE
        acts: list[tuple[float, Callable[[Player, list[Ticket]], Awaitable[None]]]] = [
            (1.2 if long else 6.0 if short else 2.2, self._open),
            (2.4, self._take), (2.2, self._answer_customer), (1.6, self._customer_writes),
            (0.6, self._note), (0.2 if short else 3.5 if long else 2.0, self._resolve),
            (0.25, self._reopen), (1.0, self._ask_for_chat), (1.6, self._help_in_chat),
            (0.5, self._ask_the_bot), (4.0, self._call_leads), (0.3, self._bring_a_lead),
        ]  # fmt: skip
        chosen = self._random.choices([act for _, act in acts], [weight for weight, _ in acts])[0]
        await chosen(agent, waiting)

    async def _queue(self, agent: Player) -> list[Ticket]:
        path = f"/api/tickets?status=open,in_progress&limit={LONG_QUEUE}"
        found: list[Ticket] = await agent.call("GET", path)
        return found

    async def _open(self, _agent: Player, _waiting: list[Ticket]) -> None:
        customer = self._one_of("customer")
        pen = pen_for(self._random, self._company, customer.somebody)
        priority = self._random.choices(
            ("low", "medium", "high", "critical"), pen.scenario.priority
        )[0]
        await customer.call(
            "POST", "/api/tickets", title=pen.title(), description=pen.description(),
            priority=priority,
        )  # fmt: skip

    async def _take(self, agent: Player, waiting: list[Ticket]) -> None:
        free = [one for one in waiting if one["assigned_to"] is None]
        if free:
            ticket = free[-1]  # the oldest first, as a desk should
            await agent.call("POST", f"/api/tickets/{ticket['id']}/assign")

    async def _answer_customer(self, agent: Player, waiting: list[Ticket]) -> None:
        ticket = self._any(one for one in waiting if one["agent"] is not None)
        if ticket is not None:
            holder = self._holder(ticket) or agent
            await holder.call("PUT", f"/api/messages/{ticket['id']}/read")
            what = "ask" if self._about(ticket) and ticket["message_count"] < FEW else "nudge"
            await self._write(holder, ticket, self._pen(ticket).desk(what, holder.name))

    async def _customer_writes(self, _agent: Player, waiting: list[Ticket]) -> None:
        ticket = self._any(one for one in waiting if self._requester(one) is not None)
        customer = None if ticket is None else self._requester(ticket)
        if ticket is None or customer is None:
            return
        thread = await customer.call("GET", f"/api/messages/ticket/{ticket['id']}")
        await customer.call("PUT", f"/api/messages/{ticket['id']}/read")
        pen, agent = self._pen(ticket), (ticket["agent"] or {}).get("full_name", "-")
        if not thread or thread[-1]["sender"]["role"] == "customer":
            if len(thread) < FEW:
                await self._write(customer, ticket, pen.customer("nudge", agent))
        elif pen.hear(thread[-1]["content"]):
            await self._write(customer, ticket, pen.answer())
        else:
            await self._write(customer, ticket, pen.customer("more", agent))

    async def _note(self, agent: Player, waiting: list[Ticket]) -> None:
        ticket = self._any(waiting)
        if ticket is not None:
            await self._write(agent, ticket, self._pen(ticket).note(), internal=True)

    async def _resolve(self, agent: Player, waiting: list[Ticket]) -> None:
        ticket = self._any(one for one in waiting if one["status"] == "in_progress")
        if ticket is not None:
            holder = self._holder(ticket) or agent
            how = "fix" if self._about(ticket) else "done"
            await self._write(holder, ticket, self._pen(ticket).desk(how, holder.name))
            await holder.call("PUT", f"/api/tickets/{ticket['id']}", status="resolved")

    async def _reopen(self, agent: Player, _waiting: list[Ticket]) -> None:
        solved = await agent.call("GET", f"/api/tickets?status=resolved&limit={RECENT}")
        ticket = self._any(one for one in solved if self._requester(one) is not None)
        customer = None if ticket is None else self._requester(ticket)
        if ticket is not None and customer is not None:
            agent_name = (ticket["agent"] or {}).get("full_name", "-")
            await self._write(customer, ticket, self._pen(ticket).customer("again", agent_name))

    async def _ask_for_chat(self, agent: Player, _waiting: list[Ticket]) -> None:
        """Not more than a few wait, so that whoever comes late finds one of them to take."""
        waiting = await agent.call("GET", "/api/chat/sessions?status=waiting")
        if len(waiting) >= CHATS_WAITING:
            return
        customer = self._one_of("customer")
        pen = pen_for(self._random, self._company, customer.somebody)
        session = await customer.call("POST", "/api/chat/session", type="chat")
        await self._say(customer, session["room_id"], pen.title())

    async def _help_in_chat(self, agent: Player, _waiting: list[Ticket]) -> None:
        """Go on with one's chat, or take the one that waits longest if there are several."""
        mine = await agent.call("GET", "/api/app/conversations?state=active&assigned_to=me")
        chat = self._any(mine)
        if chat is None:
            waiting = await agent.call("GET", "/api/chat/sessions?status=waiting&type=chat")
            if len(waiting) > CHATS_LEFT:
                await agent.call("POST", f"/api/chat/session/{waiting[-1]['id']}/join")
            return
        said = await agent.call("GET", f"/api/chat/rooms/{chat['id']}/messages")
        customer = self._by_name.get(chat["customer"]["full_name"])
        first = next((one["content"] for one in said if one["user_type"] == "customer"), "")
        pen = Pen(
            self._random, self._company, recognise(first) or GENERAL, chat["customer"]["full_name"]
        )
        if said and said[-1]["user_type"] == "customer":
            asked = any(one["user_type"] != "customer" for one in said)
            how = "ask" if pen.can_ask and not asked else "fix" if recognise(first) else "done"
            await self._say(agent, chat["id"], pen.desk(how, agent.name))
        elif (
            customer is not None
            and len(said) < FEW
            and pen.hear(said[-1]["content"] if said else "")
        ):
            await self._say(customer, chat["id"], pen.answer())
        else:
            await agent.call("POST", f"/api/app/conversations/{chat['id']}/end")

    async def _ask_the_bot(self, _agent: Player, _waiting: list[Ticket]) -> None:
        customer = self._one_of("customer")
        language = language_for(self._company, customer.somebody.language)
        question = self._random.choice(shelf(language).faq).question
        await customer.call("POST", "/api/chatbot/chat", message=question)

    async def _call_leads(self, _agent: Player, _waiting: list[Ticket]) -> None:
        """An operator is there for the queue, and says what came of the last call."""
        caller = self._one_of_those("operator")
        if caller is None:
            return
        desk = await caller.call("GET", "/api/app/calling/me")
        if desk["availability"] != "available":
            await caller.call("PUT", "/api/operator/profile/availability", isAvailable=True)
        if desk["wrap_up"] is not None:
            able = [one for one in desk["dispositions"] if one["means"] not in AVOIDED]
            path = f"/api/app/calls/{desk['wrap_up']['call_id']}/wrap-up"
            await caller.call("POST", path, disposition_id=self._random.choice(able)["id"])

    async def _bring_a_lead(self, _agent: Player, _waiting: list[Ticket]) -> None:
        """Somebody asked on the website."""
        boss = self._one_of_those("admin")
        if boss is not None:
            new = selling.one_more(self._random, self._company)
            with suppress(Refused):  # the number may have a lead already
                await boss.call("POST", "/api/v1/leads", **new)

    async def _say(self, player: Player, room: str | int, content: str) -> None:
        await player.call("POST", f"/api/chat/rooms/{room}/messages", content=content)

    async def _write(
        self, player: Player, ticket: Ticket, content: str, *, internal: bool = False
    ) -> None:
        await player.call(
            "POST", "/api/messages", ticket_id=ticket["id"], content=content, internal=internal
        )

    def _about(self, ticket: Ticket) -> Trouble | None:
        return recognise(ticket["title"])

    def _pen(self, ticket: Ticket) -> Pen:
        """Fitting what the ticket is about; a visitor's own title is none of ours."""
        trouble = self._about(ticket) or GENERAL
        return Pen(self._random, self._company, trouble, ticket["customer"]["full_name"] or "-")

    def _one_of(self, *roles: str) -> Player:
        able = [one for one in self._players.values() if one.somebody.role in roles]
        return self._random.choices(able, [one.somebody.busy for one in able])[0]

    def _one_of_those(self, role: str) -> Player | None:
        """In a small company the only one may be a visitor's to play."""
        return self._any(one for one in self._players.values() if one.somebody.role == role)

    def _holder(self, ticket: Ticket) -> Player | None:
        return self._by_name.get((ticket["agent"] or {}).get("full_name", ""))

    def _requester(self, ticket: Ticket) -> Player | None:
        return self._by_name.get(ticket["customer"]["full_name"])

    def _any(self, found: Iterable[T]) -> T | None:
        able = list(found)
        return self._random.choice(able) if able else None


class Troupe:
    """All companies at once, an act now and then, until it is cancelled."""

    def __init__(
        self, companies: Sequence[Company], address: str, *, password: str, pace: float,
        random: Random | None = None,
    ) -> None:  # fmt: skip
        self._random = random or Random()  # noqa: S311 - a play, no secret
        self._client = httpx.AsyncClient(base_url=address, timeout=PATIENCE_S)
        self._stages = [Stage(one, self._client, self._random, password) for one in companies]
        self._shares = [one.share for one in companies]
        self._rate = ACTS_A_MINUTE * pace / 60

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        async with self._client:
            yield

    async def play(self) -> None:
        async with self.at_work():
            with suppress(Refused):
                await self.come_to_work()
            while True:
                await asyncio.sleep(max(TOO_FAST_S, self._random.expovariate(self._rate)))
                try:
                    await self.act()
                except Refused as refused:
                    log.debug("A simulated person let it be: %s", refused)
                    await asyncio.sleep(min(AFTER_TROUBLE_S, 1 / self._rate))

    async def come_to_work(self) -> None:
        for stage in self._stages:
            await stage.come_to_work()

    async def act(self) -> None:
        await self._random.choices(self._stages, self._shares)[0].act()
