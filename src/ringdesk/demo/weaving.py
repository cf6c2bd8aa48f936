"""Ninety days at three help desks, deterministic by seed: who wrote when, and how it went on."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from random import Random
from uuid import UUID

from msgspec import Struct

from ringdesk.demo.companies import Company, Somebody
from ringdesk.demo.corpus import Pen, pen_for
from ringdesk.demo.rhythm import Calendar, arrivals
from ringdesk.demo.telling import NotYet, Story
from ringdesk.domains.identity import Person

DAYS = 90
PRIORITIES = ("low", "medium", "high", "critical")
# Medians in minutes of the desk's own time: until somebody answers, and between its later turns.
ANSWER_WITHIN = {"low": 100, "medium": 40, "high": 17, "critical": 5}
TURN_WITHIN = {"low": 240, "medium": 130, "high": 60, "critical": 25}
SPREAD = 0.85  # sigma of their lognormal distribution
ON_CALL_WITHIN = 26  # out of hours, for what is critical


class Cast(Struct, frozen=True):
    """A company's people as the house knows them, by username."""

    company: Company
    people: dict[str, Person]
    tenant_id: UUID

    def choose(self, random: Random, *roles: str) -> Somebody:
        able = self.company.in_role(*roles)
        return random.choices(able, [one.busy for one in able])[0]


def weave(cast: Cast, *, n: int, until: datetime, seed: int) -> Iterator[Story]:
    """The company's `n` tickets of the last ninety days, oldest first."""
    random = Random(f"{seed} {cast.company.name}")  # noqa: S311 - a sample, no secret
    calendar = Calendar(cast.company.timezone)
    for at in arrivals(random, n=n, until=until, days=DAYS, zone=cast.company.timezone):
        yield Weaver(cast, random, calendar).ticket(at, until)


class Weaver:
    """One ticket's way from first word to closing, cut off at now."""

    def __init__(self, cast: Cast, random: Random, calendar: Calendar) -> None:
        self._cast, self._random, self._calendar = cast, random, calendar
        self._story: Story
        self._pen: Pen

    def ticket(self, at: datetime, until: datetime) -> Story:
        customer = self._cast.choose(self._random, "customer")
        self._pen = pen = pen_for(self._random, self._cast.company, customer)
        scenario = pen.scenario
        tags = [tag for tag in scenario.tags if self._chance(0.45)]
        self._story = Story(
            at=at, until=until, customer=self._cast.people[customer.username], title=pen.title(),
            description=pen.description(), tags=tags,
            priority=self._random.choices(PRIORITIES, scenario.priority)[0],
        )  # fmt: skip
        with suppress(NotYet):
            self._go_on()
        return self._story

    def _go_on(self) -> None:
        story = self._story
        if self._chance(0.025):
            self._customer_waits(18)
            story.say(story.customer, self._pen.customer("cancel", "-"))
            story.set(story.customer, status="cancelled")
            return
        self._take()
        if self._pen.can_ask and self._chance(0.62):
            self._ask_and_answer()
        while self._pen.can_ask and self._chance(0.3):
            self._ask_and_answer()
        if self._chance(0.05):
            self._hand_on()
        if self._chance(0.035):  # waits for a part, a vendor, a decision: days and weeks
            self._wait_for_others()
        self._solve("fix")
        if self._chance(0.07):
            self._come_back()
        self._close()

    def _take(self) -> None:
        story = self._story
        agent = self._person("support_agent", "support_agent", "admin")
        self._desk_waits(ANSWER_WITHIN[story.priority])
        story.assign(agent, agent)
        if story.category != self._pen.scenario.category and self._chance(0.7):
            self._seconds(20)
            story.set(agent, category=self._pen.scenario.category)
        if self._chance(0.1):
            self._seconds(30)
            story.set(agent, priority=self._random.choice(PRIORITIES))
        if self._chance(0.2):
            self._seconds(25)
            story.set(agent, tags=list(dict.fromkeys([*story.tags, *self._pen.scenario.tags])))
        if self._chance(0.22):
            self._seconds(150)
            story.say(agent, self._pen.note(), internal=True)
        if self._chance(0.35):
            self._seconds(90)
            story.say(agent, self._pen.desk("wait", agent.full_name))

    def _ask_and_answer(self) -> None:
        story, agent = self._story, self._agent()
        self._desk_waits(TURN_WITHIN[story.priority] * 0.4)
        story.say(agent, self._pen.desk("ask", agent.full_name))
        if self._chance(0.14):  # the customer is silent: a reminder, and another
            self._desk_waits(900)
            story.say(agent, self._pen.desk("nudge", agent.full_name))
        self._customer_waits(75)
        story.read(story.customer)
        story.say(story.customer, self._pen.answer())
        self._desk_waits(12)
        story.read(agent)
        if self._chance(0.12):
            story.say(agent, self._pen.note(), internal=True)

    def _hand_on(self) -> None:
        story, before = self._story, self._agent()
        after = self._person("support_agent")
        if after.id != before.id:
            self._desk_waits(35)
            story.say(before, self._pen.note(), internal=True)
            story.assign(before, after)

    def _wait_for_others(self) -> None:
        story, agent = self._story, self._agent()
        self._desk_waits(60)
        story.say(agent, self._pen.note(), internal=True)
        self._desk_waits(self._random.uniform(1500, 12000))
        if self._chance(0.6):
            story.say(story.customer, self._pen.customer("nudge", agent.full_name))
            self._desk_waits(45)
            story.read(agent)

    def _solve(self, how: str) -> None:
        story, agent = self._story, self._agent()
        self._desk_waits(TURN_WITHIN[story.priority])
        story.say(agent, self._pen.desk(how, agent.full_name))
        if self._chance(0.5):  # wait for the customer's word
            self._customer_waits(60)
            story.read(story.customer)
            story.say(story.customer, self._pen.customer("thanks", agent.full_name))
            self._desk_waits(25)
            story.read(agent)
            if self._chance(0.3):
                story.say(agent, self._pen.desk("done", agent.full_name))
        else:
            self._seconds(40)
        story.set(agent, status="resolved")
        if self._chance(0.7):
            self._customer_waits(90)
            story.read(story.customer)

    def _come_back(self) -> None:
        story, agent = self._story, self._agent()
        self._customer_waits(700)
        story.say(story.customer, self._pen.customer("again", agent.full_name))
        self._desk_waits(ANSWER_WITHIN["high"])
        story.read(agent)
        self._solve("again")

    def _close(self) -> None:
        story, agent = self._story, self._agent()
        kind = self._random.random()
        if kind < 0.45:
            self._desk_waits(self._random.uniform(1200, 3600))
            story.set(agent, status="closed")
        elif kind < 0.6:
            self._customer_waits(240)
            story.set(story.customer, status="closed")

    def _agent(self) -> Person:
        if self._story.agent is None:
            raise LookupError("Nobody has taken this ticket.")
        return self._story.agent

    def _person(self, *roles: str) -> Person:
        return self._cast.people[self._cast.choose(self._random, *roles).username]

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _seconds(self, about: float) -> None:
        minutes = self._random.uniform(0.5, 1.5) * about / 60
        self._story.wait_until(self._calendar.in_office_time(self._story.at, minutes))

    def _desk_waits(self, median: float) -> None:
        story, minutes = self._story, median * self._random.lognormvariate(0, SPREAD)
        if story.priority == "critical" and not self._calendar.open_at(story.at):
            minutes = ON_CALL_WITHIN * self._random.lognormvariate(0, 0.4)
            story.wait_until(self._calendar.awake(self._random, story.at, minutes))
        else:
            story.wait_until(self._calendar.in_office_time(story.at, minutes))

    def _customer_waits(self, median: float) -> None:
        minutes = median * self._random.lognormvariate(0, 1)
        self._story.wait_until(self._calendar.awake(self._random, self._story.at, minutes))
