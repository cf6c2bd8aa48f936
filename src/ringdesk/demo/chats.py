"""A month of chats and calls: said through the acts that everybody uses, then put back in time."""

from datetime import datetime, timedelta
from random import Random

from ringdesk.demo import queries
from ringdesk.demo.companies import Somebody
from ringdesk.demo.corpus import Pen, pen_for
from ringdesk.demo.shelf import language_for, shelf
from ringdesk.demo.weaving import Cast
from ringdesk.domains import conversations, identity
from ringdesk.domains.chatbot import Chatbot
from ringdesk.kernel.work import Actor, Office

DAYS = 30
WAITED_S, PAUSE_S = (15, 240), (20, 75)  # from and to: for somebody, and between two turns
CALLED_S = (90, 900)
ENDED_TODAY = timedelta(minutes=40)  # nothing of the past reaches into what is going on now
RATED_IN = 0.7  # of the chats with a person
UNKNOWN_IN = 0.2  # of the talks with the chatbot ends with what it cannot answer
UNKNOWN: dict[str, tuple[str, ...]] = {
    "en": ("Do you also repair private telephones?", "May I bring my dog on Friday?",
           "Who pays if I spill coffee over the keyboard?"),
    "de": ("Repariert ihr auch private Handys?", "Wer zahlt, wenn Kaffee in der Tastatur landet?"),
    "es": ("¿También arregláis móviles personales?", "¿Quién paga si derramo café en el teclado?"),
}  # fmt: skip
HELLO = {"en": "Hi! {}", "de": "Guten Tag, {}", "es": "Hola, {}", "ru": "{}"}


class Chats:
    def __init__(self, office: Office, cast: Cast, random: Random, until: datetime) -> None:
        self._office, self._cast, self._random, self._until = office, cast, random, until
        self._bot = Chatbot(office)

    def _actor(self, *roles: str) -> Actor:
        person = self._cast.people[self._cast.choose(self._random, *roles).username]
        scopes = identity.scopes_of(person.role, person.scopes)
        return Actor(
            id=person.id, tenant_id=self._cast.tenant_id, role=person.role, scopes=scopes,
            name=person.full_name,
        )  # fmt: skip

    def _somebody(self, actor: Actor) -> Somebody:
        return next(one for one in self._cast.company.people if one.full_name == actor.name)

    def _pen(self, customer: Actor) -> Pen:
        return pen_for(self._random, self._cast.company, self._somebody(customer))

    def _seconds(self, span: tuple[int, int]) -> int:
        return self._random.randint(*span)

    def _began(self) -> datetime:
        ago = timedelta(days=DAYS * float(self._random.random() ** 1.3))
        at = self._until - max(ago, ENDED_TODAY)
        return at.replace(hour=self._random.randint(7, 16)) if ago.days else at

    async def past(self, n: int) -> int:
        """`n` chats that are over: with a person, with the chatbot, by voice or video."""
        for _ in range(n):
            kind = self._random.choices(("chat", "bot", "voice", "video"), (45, 35, 12, 8))[0]
            if kind == "bot":
                conversation_id = await self._asked_the_bot()
            else:
                conversation_id = await self._helped(kind)
            await self._put_back(conversation_id, self._began())
        return n

    async def _asked_the_bot(self) -> int:
        customer = self._actor("customer")
        language = language_for(self._cast.company, self._somebody(customer).language)
        known = [one.question for one in shelf(language).faq]
        questions = self._random.sample(known, self._random.choice((1, 1, 2)))
        if self._random.random() < UNKNOWN_IN:
            questions[-1] = self._random.choice(UNKNOWN[language])
        session = None
        for one in questions:
            asked = HELLO[language].format(one) if session is None else one
            said = await self._bot.chat(customer, message=asked, session_id=session)
            session = str(said.turn.conversation_id)
        async with self._office.open(customer) as work:
            await conversations.end(work, conversation_id=int(session or 0))
        return int(session or 0)

    async def _helped(self, kind: str) -> int:
        customer, agent = self._actor("customer"), self._actor("support_agent")
        pen = self._pen(customer)
        conversation_id, session_id = await self._ask_for(customer, kind, pen.title())
        if kind == "chat":
            await self._say(customer, conversation_id, pen.title())
        async with self._office.open(agent) as work:
            await conversations.join_session(work, session_id=session_id)
        if kind == "chat":
            for _ in range(self._random.choice((1, 1, 2))):
                if pen.can_ask:
                    await self._say(agent, conversation_id, pen.desk("ask", agent.name))
                    await self._say(customer, conversation_id, pen.answer())
            await self._say(agent, conversation_id, pen.desk("fix", agent.name))
            await self._say(customer, conversation_id, pen.customer("thanks", agent.name))
        async with self._office.open(agent) as work:
            await conversations.end_session(work, session_id=session_id)
            await conversations.mark_read(work, conversation_id=conversation_id)
        async with self._office.open(customer) as work:
            await conversations.mark_read(work, conversation_id=conversation_id)
            if self._random.random() < RATED_IN:
                score = self._random.choices((5, 4, 3, 2), (9, 6, 2, 1))[0]
                await conversations.rate(work, conversation_id=conversation_id, score=score)
        return conversation_id

    async def present(self) -> int:
        """What goes on now: one is being helped, some wait. How many."""
        customer, agent = self._actor("customer"), self._actor("support_agent")
        pen = self._pen(customer)
        conversation_id, session_id = await self._ask_for(customer, "chat", pen.title())
        await self._say(customer, conversation_id, pen.title())
        async with self._office.open(agent) as work:
            await conversations.join_session(work, session_id=session_id)
        await self._say(agent, conversation_id, pen.desk("ask", agent.name))
        await self._say(customer, conversation_id, pen.answer())
        for kind in ("chat", "video", "chat"):
            waiting = self._actor("customer")
            pen = self._pen(waiting)
            conversation_id, _ = await self._ask_for(waiting, kind, pen.title())
            if kind == "chat":
                await self._say(waiting, conversation_id, pen.title())
        return 4

    async def _ask_for(self, customer: Actor, kind: str, reason: str) -> tuple[int, int]:
        async with self._office.open(customer) as work:
            session = await conversations.request_session(work, type=kind, reason=reason)  # type: ignore[arg-type]
        return session.conversation_id, session.id

    async def _say(self, by: Actor, conversation_id: int, content: str) -> None:
        async with self._office.open(by) as work:
            said = await conversations.say(work, conversation_id=conversation_id, content=content)
            await conversations.understand(work, said)

    async def _put_back(self, conversation_id: int, began: datetime) -> None:
        """As if it had begun then, with a pause after each turn."""
        waited, pause = self._seconds(WAITED_S), self._seconds(PAUSE_S)
        async with self._office.open(Actor.the_house(self._cast.tenant_id)) as work:
            await work.run(queries.BACKDATE_WORDS, conversation_id, began, pause)
            await work.run(queries.BACKDATE_WAITS, conversation_id)
            await work.run(queries.BACKDATE_ANALYSES, conversation_id)
            await work.run(
                queries.BACKDATE_SESSIONS, conversation_id, began, waited,
                self._seconds(CALLED_S),
            )  # fmt: skip
            await work.run(queries.BACKDATE_TURNS, conversation_id)
            await work.run(queries.BACKDATE_CONVERSATION, conversation_id, began)
            await work.run(queries.BACKDATE_RATING, conversation_id)
            await work.run(queries.BACKDATE_CHAT_FACTS, conversation_id, began, pause)
            await work.run(queries.BACKDATE_CHAT_TICKETS, conversation_id)
