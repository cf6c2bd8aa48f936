"""One tenant's log, told to the screens: in order, each fact once, none left out.

`last` is the number up to which everybody here has been told everything that is theirs; so a
client that joins, or comes back, is told from there on, and nothing is counted twice. When a
number is missing (its fact may be nobody's to hear, or on its way) the log is asked; so the bus
may lose what it likes.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import TypeAlias
from uuid import UUID

from ringdesk.kernel.relay import facts_after, head
from ringdesk.kernel.work import Actor
from ringdesk.realtime.client import TRY_LATER, Client
from ringdesk.realtime.letter import Frame, Letter
from ringdesk.realtime.reading import Reading
from ringdesk.realtime.recent import MOST, Recent
from ringdesk.realtime.surroundings import Heard, Surroundings

log = logging.getLogger(__name__)

MOST_MISSED = 1000  # facts that we don't remember; who missed more of those starts afresh
HEAD_EACH = MOST // 4  # facts; so often whoever heard nothing is told how far the log is
AT_ONCE = 500  # facts that are told by one reading
MOST_BEHIND = 20_000  # facts; then screens are sooner right by looking at everything anew
PATIENCE = 3  # attempts at telling a fact

Greet: TypeAlias = Callable[[Actor, int], tuple[Frame, ...]]


def reset_letter(seq: int) -> Letter:
    """Too much was missed: look at everything anew."""
    return Letter("reset", {}, seq=seq)


def head_letter(seq: int) -> Letter:
    """Nothing happened that is yours, up to here: so a client that heard nothing for long knows
    nevertheless from where on it missed something."""
    return Letter("log.head", {}, seq=seq, soon_stale=True)


class Stream:
    def __init__(self, around: Surroundings, tenant_id: UUID) -> None:
        self._around, self.tenant_id = around, tenant_id
        self.last = -1
        self.visitors = 0  # clients on their way in
        self._until = 0
        self._due: dict[int, Heard] = {}
        self._ours: set[int] = set()  # which we are to carry to other processes
        self._suspects: set[int] = set()  # people whose sockets are to be looked at again
        self._faults: dict[int, int] = {}
        self._opening: asyncio.Task[None] | None = None
        self._telling: asyncio.Task[None] | None = None
        self._recent = Recent(0)
        self._head_told = 0

    @property
    def idle(self) -> bool:
        return not self.visitors and not self._busy

    @property
    def _busy(self) -> bool:
        return self._telling is not None and not self._telling.done()

    async def opened(self) -> None:
        if self.last >= 0:
            return
        if self._opening is None or self._opening.done():
            self._opening = asyncio.create_task(self._open())
        await asyncio.shield(self._opening)

    async def _open(self) -> None:
        self.last = await self._head()
        self._recent.start_afresh(self.last)
        self._go_on()

    async def _head(self) -> int:
        async with self._around.office.open(Actor.the_house(self.tenant_id)) as work:
            return (await head(work)).seq

    # Telling.

    def put(self, heard: Heard, *, ours: bool) -> None:
        seq = heard.fact.seq
        if seq > self.last:
            known = self._due.get(seq)
            if known is None or not known.written:
                self._due[seq] = heard
            if ours:
                self._ours.add(seq)
            self.reach(seq)

    def reach(self, seq: int) -> None:
        """The log goes as far as this."""
        self._until = max(self._until, seq)
        self._go_on()

    def _go_on(self) -> None:
        if self.last >= 0 and not self._busy and (self._until > self.last or self._suspects):
            self._telling = asyncio.create_task(self._tell_all())

    async def _tell_all(self) -> None:
        try:
            while self._until > self.last or self._suspects:
                await self._look_at_suspects()  # before they are told anything more
                if self._until > self.last:
                    await self._tell_some()
        except OSError as error:  # the next sweep tries again
            log.warning("Screens wait for the database: %s", error)
        except Exception:
            log.exception("Telling a tenant's screens failed; the next sweep tries again.")

    async def _look_at_suspects(self) -> None:
        while self._suspects:
            person_id = next(iter(self._suspects))
            await self._around.look_again(self.tenant_id, person_id)
            self._suspects.discard(person_id)

    async def _tell_some(self) -> None:
        target, due, ours = min(self._until, self.last + AT_ONCE), self._due, self._ours
        self._due, self._ours = {}, set()
        if self._until - self.last > MOST_BEHIND:
            self._start_afresh(self._until)
            return
        try:
            async with self._around.reading(self.tenant_id) as reading:
                batch = await self._find(reading, target, due)
                unwritten = [heard.fact for heard in batch if not heard.written]
                await self._around.read_ahead(reading, unwritten)
                for heard in batch:
                    await self._write(reading, heard)
                    self._tell(heard, ours)
                    if self._suspects:
                        break
                    await asyncio.sleep(0)  # others have work to do, too
                else:
                    self.last = target
            self._tell_where_the_log_is()
        finally:
            self._due = {seq: heard for seq, heard in due.items() if seq > self.last} | self._due
            self._ours |= {seq for seq in ours if seq > self.last}

    async def _find(self, reading: Reading, target: int, due: Mapping[int, Heard]) -> list[Heard]:
        batch = [due[seq] for seq in range(self.last + 1, target + 1) if seq in due]
        missing = target - self.last - len(batch)
        if not missing:
            return batch
        found = await facts_after(
            await reading.work(), self._around.registry,
            seq=self.last, limit=target - self.last,
        )  # fmt: skip
        return [due.get(fact.seq) or Heard(fact) for fact in found]

    async def _write(self, reading: Reading, heard: Heard) -> None:
        """Once for all who hear it. A fact that cannot be told three times over is left out, and
        everybody is asked to look at everything anew."""
        if heard.written:
            return
        seq = heard.fact.seq
        try:
            reading.unwanted.clear()
            heard.posts = await reading.posts_of(self._around.renderers, heard.fact)
            heard.unwanted, heard.written = frozenset(reading.unwanted), True
            self._faults.pop(seq, None)
        except Exception:
            self._faults[seq] = self._faults.get(seq, 0) + 1
            if self._faults[seq] >= PATIENCE:
                log.error("Fact %s of a tenant could not be told; its screens start afresh.", seq)
                del self._faults[seq]
                self._start_afresh(seq)
            raise

    def _tell(self, heard: Heard, ours: set[int]) -> None:
        """Nothing waits in here, so that whoever joins does so before it or after it."""
        fact = heard.fact
        for audiences, letter in heard.posts:
            self._around.hub.deliver(audiences, letter)
        self._recent.keep(fact, heard.unwanted.union(*(to for to, _ in heard.posts)))
        self.last = fact.seq
        whose = self._around.concerns.get(type(fact.event))
        if whose is not None:
            self._around.notices += 1
            self._suspects.add(whose(fact.event))
        if fact.seq in ours and self._around.carry is not None:
            self._around.carry(heard)

    def _start_afresh(self, seq: int) -> None:
        letter = reset_letter(seq)
        for client in self._around.hub.of_tenant(self.tenant_id):
            client.offer(letter)
            if client.actor is not None:
                self._suspects.add(client.actor.id)
        self._around.notices += 1
        self.last = seq
        self._recent.start_afresh(seq)

    def _tell_where_the_log_is(self) -> None:
        """To those who heard nothing for long, so that they come back to something we remember."""
        if self.last - self._head_told < HEAD_EACH:
            return
        self._head_told = self.last
        letter = head_letter(self.last)
        for client in self._around.hub.of_tenant(self.tenant_id):
            if client.told <= self.last - HEAD_EACH:
                client.offer(letter)

    def forget_old(self) -> None:
        self._recent.forget_old()

    # Joining, and coming back.

    async def enter(
        self, client: Client, actor: Actor, audiences: frozenset[str], after: int | None,
        greet: Greet,
    ) -> None:  # fmt: skip
        """Welcome, then what was missed after `after`, then what is new; or `reset` if that is
        more than we tell over again, or was never said."""
        if after is not None and after > self.last:
            await self._catch_up()
        client.hold()
        try:
            self._around.hub.enter(client, actor, audiences)
            here = self.last
            comes_back = after is not None and self._can_tell(after)
            stands = after if after is not None and comes_back else here
            for frame in greet(actor, stands):
                client.write(frame)
            if after is not None and not comes_back:
                for frame in reset_letter(here).frames(client.dialect):
                    client.write(frame)
            elif stands < here:
                await self._replay(client, stands, here)
            client.told = here
        except BaseException:
            client.close(TRY_LATER, "try again")
            raise
        client.release()

    async def _catch_up(self) -> None:
        """To the end of the log as it is now: a client may come from a process that is ahead."""
        self.reach(await self._head())
        if self._telling is not None:
            await asyncio.shield(self._telling)

    def _can_tell(self, after: int) -> bool:
        if after > self.last:
            return False
        return after >= self._recent.since or self.last - after <= MOST_MISSED

    async def _replay(self, client: Client, after: int, here: int) -> None:
        def theirs(audience: str) -> bool:
            return audience in client.audiences

        async with Reading(self._around.office, self.tenant_id, theirs) as reading:
            if after >= self._recent.since:
                facts = self._recent.after(after, client.audiences)
            else:
                facts = await facts_after(
                    await reading.work(), self._around.registry, seq=after, limit=here - after
                )
            await self._around.read_ahead(reading, facts)
            posts = [await reading.posts_of(self._around.renderers, fact) for fact in facts]
        for audiences, letter in (post for some in posts for post in some):
            if client.audiences.isdisjoint(audiences):
                continue
            if not await client.room():
                return
            for frame in letter.frames(client.dialect):
                client.write(frame)
