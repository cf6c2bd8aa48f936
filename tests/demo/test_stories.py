"""Texts and times, without a database; and that a story's rules are those of the house."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import msgspec
import pytest

from ringdesk.demo.companies import COMPANIES, FERNHILL, Language
from ringdesk.demo.corpus import CASE, SLOT, corpus, recognise, split
from ringdesk.demo.rhythm import CLOSES, OPENS, Calendar, arrivals
from ringdesk.demo.telling import Story
from ringdesk.demo.weaving import Cast, weave
from ringdesk.domains import tickets
from ringdesk.domains.identity import Person
from tests.conftest import Tenant

NOW = datetime(2026, 3, 11, 15, 30, tzinfo=UTC)
LANGUAGES: tuple[Language, ...] = ("en", "de", "es", "ru")
GIVEN = {"app", "place", "first", "full", "ref", "agent"}


def somebody(nr: int, name: str, role: str) -> Person:
    return Person(nr, name, f"{name}@example.org", name.title(), role, None, True, 1, NOW, False)


def cast() -> Cast:
    people = {
        one.username: somebody(nr, one.username, one.role)
        for nr, one in enumerate(FERNHILL.people, start=1)
    }
    return Cast(FERNHILL, people, UUID(int=1))


class TestTheWords:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_slot_can_be_filled(self, language: Language) -> None:
        words = corpus(language)
        texts = [
            text
            for part in (words.voice, words.desk, words.customer)
            for text in sum(part.values(), ())
        ]
        for text in texts:
            assert set(SLOT.findall(text)) <= {*words.slots, *GIVEN}, text
        for one in words.scenario:
            for text in (*one.title, *one.open, *one.ask, *one.answer, *one.note, *one.fix):
                assert set(SLOT.findall(text)) <= {*words.slots, *one.slots, *GIVEN}, text

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_trouble_has_words_of_its_own_and_questions_their_answers(
        self, language: Language
    ) -> None:
        for one in corpus(language).scenario:
            assert one.category in tickets.CATEGORIES
            assert len(one.answer) >= len(one.ask)
            for case in {case for title in one.title for case in split(title)[0]}:
                for texts in (one.open, one.fix):
                    assert any(case in split(text)[0] or not CASE.match(text) for text in texts)

    def test_what_was_written_is_recognised_by_its_title(self) -> None:
        stories = list(weave(cast(), n=200, until=NOW, seed=3))
        known = [recognise(story.title) for story in stories]
        assert all(known)
        assert {one.language for one in known if one} == set(LANGUAGES)
        assert recognise("My cat sits on the modem") is None

    def test_no_slot_is_left_open(self) -> None:
        for story in weave(cast(), n=200, until=NOW, seed=4):
            texts = [story.title, story.description, *(line.content for line in story.lines)]
            assert not [text for text in texts if SLOT.search(text) or CASE.match(text)]

    def test_the_same_seed_tells_the_same(self) -> None:
        told = [list(weave(cast(), n=60, until=NOW, seed=seed)) for seed in (5, 5, 6)]
        first, again, other = ([(one.title, one.at, one.status) for one in set_] for set_ in told)
        assert first == again != other


class TestTheTimes:
    def test_arrivals_are_in_order_and_none_is_later_than_now(self) -> None:
        for company in COMPANIES:
            came = arrivals(Random(1), n=500, until=NOW, days=90, zone=company.timezone)
            assert came == sorted(came)
            assert came[-1] <= NOW
            assert came[0] > NOW - timedelta(days=92)

    def test_the_desk_works_in_its_hours(self) -> None:
        calendar = Calendar("Europe/Berlin")
        friday = datetime(2026, 3, 6, 16, 30, tzinfo=UTC)  # half past five in Berlin
        later = calendar.in_office_time(friday, 60)
        assert later == datetime(2026, 3, 9, 7, 30, tzinfo=UTC)
        assert (OPENS, CLOSES) == (8, 18)

    def test_nobody_answers_before_they_were_asked(self) -> None:
        for story in weave(cast(), n=150, until=NOW, seed=8):
            times = [fact.at for fact in story.facts]
            assert times == sorted(times)
            assert times[-1] <= NOW


class TestTheRules:
    """The same acts, told and really done, leave the same behind."""

    pytestmark = pytest.mark.anyio

    async def test_a_story_leaves_what_the_acts_leave(self, tenant: Tenant) -> None:
        made = await tenant.ticket(title="The VPN drops", description="Every ten minutes")
        path, number = f"/api/tickets/{made['id']}", made["id"]
        told = self.told(tenant, made)
        say = {"ticket_id": number, "content": "…"}
        await tenant.agent.post(f"{path}/assign")
        await tenant.agent.post("/api/messages", {**say, "internal": True})
        await tenant.agent.post("/api/messages", say)
        await tenant.customer.put(f"/api/messages/{number}/read")
        await tenant.customer.post("/api/messages", say)
        await tenant.agent.put(path, {"category": "other", "priority": "high"})
        await tenant.agent.put(path, {"status": "resolved"})
        await tenant.customer.post("/api/messages", say)
        await tenant.agent.put(f"/api/messages/{number}/read")
        await tenant.admin.put(path, {"status": "closed"})
        async with tenant.work() as work:
            done = await tickets.get(work, ticket_id=number)
            history = await tickets.history(work, ticket_id=number)
            said = await tickets.list_messages(work, ticket_id=number)
        for name in ("status", "priority", "category", "auto_categorized", "version"):
            assert getattr(told, name) == getattr(done, name), name
        assert len(told.lines) == done.message_count
        assert (told.resolved_at is None) == (done.resolved_at is None)
        assert (told.first_responded_at is None) == (done.first_responded_at is None)
        assert [msgspec.json.decode(one.changes) for one in told.changes] == [
            msgspec.json.decode(one.changes) for one in history
        ]
        assert [(one.from_staff, one.internal, one.read_at is None) for one in told.lines] == [
            (one.from_staff, one.internal, one.read_at is None) for one in said
        ]

    def told(self, tenant: Tenant, made: dict[str, object]) -> Story:
        people = {
            one.id: somebody(one.id, one.name, one.role)
            for one in (tenant.customer, tenant.agent, tenant.admin)
        }
        customer, agent, admin = people.values()
        story = Story(
            at=NOW, until=NOW + timedelta(days=1), customer=customer, title="The VPN drops",
            description="Every ten minutes", priority=str(made["priority"]), tags=[],
        )  # fmt: skip
        story.assign(agent, agent)
        story.say(agent, "…", internal=True)
        story.say(agent, "…")
        story.read(customer)
        story.say(customer, "…")
        story.set(agent, category="other", priority="high")
        story.set(agent, status="resolved")
        story.say(customer, "…")
        story.read(agent)
        story.set(admin, status="closed")
        return story
