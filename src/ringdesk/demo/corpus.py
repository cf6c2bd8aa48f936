"""What people write, put together from hand-written parts (corpus/*.toml)."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

from msgspec import Struct, convert

from ringdesk.demo.companies import Company, Language, Somebody

SLOT = re.compile(r"\{(\w+)\}")
CASE = re.compile(r"([a-z]+)\|")  # "ab|text": only for the cases a and b of its scenario
TYPOS_IN = 0.16  # of customers' texts
LONGEST_SHOUT = 60


class Scenario(Struct, frozen=True):
    """One kind of trouble, of which a title may choose a case (see CASE). The answers stand in the
    order of the questions. `priority`: weights of low, medium, high, critical."""

    category: str
    weight: int
    priority: tuple[int, int, int, int]
    tags: tuple[str, ...]
    title: tuple[str, ...]
    open: tuple[str, ...]
    ask: tuple[str, ...]
    answer: tuple[str, ...]
    note: tuple[str, ...]
    fix: tuple[str, ...]
    slots: dict[str, tuple[str, ...]] = {}


class Corpus(Struct, frozen=True):
    slots: dict[str, tuple[str, ...]]
    voice: dict[str, tuple[str, ...]]
    desk: dict[str, tuple[str, ...]]
    customer: dict[str, tuple[str, ...]]
    scenario: tuple[Scenario, ...]


class Trouble(Struct, frozen=True):
    """What a ticket is about: told by its title."""

    language: Language
    scenario: Scenario
    case: str


@cache
def corpus(language: Language) -> Corpus:
    file = Path(__file__).parent / "corpus" / f"{language}.toml"
    return convert(tomllib.loads(file.read_text("utf-8")), Corpus)


@cache
def pattern(template: str) -> re.Pattern[str]:
    """What it looks like once its slots are filled, whatever case it was put in."""
    _, text = split(template)
    return re.compile("(.+)".join(map(re.escape, SLOT.split(text)[::2])), re.IGNORECASE)


def split(template: str) -> tuple[str, str]:
    """Its cases, all if there are none, and its text."""
    found = CASE.match(template)
    return ("", template) if found is None else (found[1], template[found.end() :])


def recognise(title: str) -> Trouble | None:
    """So that later words fit a ticket; None for a visitor's own."""
    languages: tuple[Language, ...] = ("en", "de", "es", "ru")
    for language in languages:
        for scenario in corpus(language).scenario:
            for template in scenario.title:
                if pattern(template).fullmatch(title):
                    return Trouble(language, scenario, split(template)[0])
    return None


class Pen:
    """Writes about one ticket: a slot filled once stays so, and nothing is said twice."""

    def __init__(self, random: Random, company: Company, trouble: Trouble, customer: str) -> None:
        self._random, self.scenario, self._case = random, trouble.scenario, trouble.case
        self._corpus = corpus(trouble.language)
        self._slots = {
            **self._corpus.slots, "app": company.apps,
            "place": company.places[trouble.language], **trouble.scenario.slots,
        }  # fmt: skip
        self._filled = {"first": customer.split()[0], "full": customer}
        self._said: set[str] = set()
        self._asked: int | None = None

    def fill(self, template: str, **given: str) -> str:
        def value(found: re.Match[str]) -> str:
            name = found[1]
            if name in given:
                return given[name]
            if name == "ref":
                return self._filled.setdefault("ref", f"INC-{self._random.randint(10000, 99999)}")
            if name not in self._filled:
                self._filled[name] = self._random.choice(self._slots[name])
            return self._filled[name]

        text = SLOT.sub(value, template)
        return text[:1].upper() + text[1:]

    def _say(self, texts: Sequence[str], **given: str) -> str:
        return self.fill(split(self._pick(texts))[1], **given)

    def _fits(self, template: str) -> bool:
        cases, _ = split(template)
        return not cases or any(case in cases for case in self._case)

    def _pick(self, texts: Sequence[str]) -> str:
        """One that fits the case, if possible not said yet."""
        fitting = [one for one in texts if self._fits(one)]
        fresh = [one for one in fitting or texts if one not in self._said]
        picked = self._random.choice(fresh or fitting or texts)
        self._said.add(picked)
        return picked

    def title(self) -> str:
        """One of the scenario's, which chooses the case; some people shout, some don't bother."""
        self._case, text = split(self._random.choice(self.scenario.title))
        title, mood = self.fill(text), self._random.random()
        if mood < 0.03 and len(title) < LONGEST_SHOUT:
            return title.upper()
        return title.lower() if mood > 0.9 else title

    def description(self) -> str:
        """Greeting, trouble, some of what surrounds it, in the mood of the day, and a name."""
        voice, random = self._corpus.voice, self._random
        body = [self._say(self.scenario.open)]
        around = random.sample(voice["context"], random.choice((0, 1, 1, 2)))
        body += [self.fill(one) for one in around]
        body += [self._say(voice["tried"])] if random.random() < 0.45 else []
        mood = random.choices(("urgent", "calm", "cross", ""), (22, 22, 12, 44))[0]
        body += [self._say(voice[mood])] if mood else []
        text = self._typing("\n\n".join(self._paragraphs(body)))
        parts = (self._say(voice["hello"]), text, self._say(voice["bye"]))
        return "\n\n".join(part for part in parts if part.strip())

    def _paragraphs(self, sentences: list[str]) -> list[str]:
        if len(sentences) < 3 or self._random.random() < 0.4:
            return [" ".join(sentences)]
        cut = self._random.randint(1, len(sentences) - 1)
        return [" ".join(sentences[:cut]), " ".join(sentences[cut:])]

    @property
    def can_ask(self) -> bool:
        """Whether a question is left that fits and was not asked."""
        return any(one not in self._said and self._fits(one) for one in self.scenario.ask)

    def hear(self, text: str) -> bool:
        """Whether the desk's text asks something that we have an answer to."""
        for number, question in enumerate(self.scenario.ask):
            if pattern(question).search(text):
                self._asked = number
                return True
        return False

    def answer(self) -> str:
        """A customer's, to the last question."""
        answers, asked = self.scenario.answer, self._asked
        paired = asked is not None and asked < len(answers)
        text = self._say([answers[asked]] if paired and asked is not None else answers)
        if self._random.random() < 0.25:
            text += " " + self._say(self._corpus.customer["more"])
        return self._typing(text)

    def customer(self, what: str, agent: str) -> str:
        """`thanks`, `nudge`, `again`, `more` or `cancel`."""
        return self._typing(self._say(self._corpus.customer[what], agent=agent.split()[0]))

    def desk(self, what: str, agent: str) -> str:
        """An agent's: `ask` or `fix` of this trouble, or `wait`, `nudge`, `again`, `done`."""
        first, desk = agent.split()[0], self._corpus.desk
        if what == "ask":
            question = self._pick(self.scenario.ask)
            self._asked = self.scenario.ask.index(question)
            body = [self.fill(split(question)[1])]
        elif what == "fix":
            body = [self._say(self.scenario.fix), self._say(desk["check"])]
        else:
            body = [self._say(desk[what])]
        if what in ("nudge", "done"):
            return f"{body[0]} {first}" if self._random.random() < 0.3 else body[0]
        parts = [self._say(desk["hello"], agent=first), " ".join(body)]
        parts.append(self._say(desk["bye"], agent=first))
        return "\n\n".join(part for part in parts if part)

    def note(self) -> str:
        """Between colleagues."""
        own = self._random.random() < 0.6
        return self._say(self.scenario.note if own else self._corpus.desk["note"])

    def _typing(self, text: str) -> str:
        """As people type: some without capitals, some with a slip of the fingers."""
        random = self._random
        if random.random() < 0.08:
            text = text.lower()
        if random.random() >= TYPOS_IN or len(text) < 20:
            return text
        for _ in range(random.choice((1, 1, 2))):
            at = random.randrange(5, len(text) - 3)
            if text[at].isalpha() and text[at + 1].isalpha():
                one, two = text[at], text[at + 1]
                slip = random.choice((two + one, two, one + one + two))
                text = text[:at] + slip + text[at + 2 :]
        return text


def pen_for(random: Random, company: Company, customer: Somebody) -> Pen:
    """About a new trouble of this customer's, mostly in their own language."""
    language: Language = customer.language if random.random() < 0.93 else "en"
    kinds = corpus(language).scenario
    chosen = random.choices(kinds, [one.weight for one in kinds])[0]
    return Pen(random, company, Trouble(language, chosen, ""), customer.full_name)


def general_trouble() -> Trouble:
    """For a ticket that nobody here wrote: only general words are taken from it."""
    scenario = Scenario(
        category="other", weight=0, priority=(0, 1, 0, 0), tags=(), title=(), open=(), ask=(),
        answer=(), note=corpus("en").desk["note"], fix=(),
    )  # fmt: skip
    return Trouble("en", scenario, "")
