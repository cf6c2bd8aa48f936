"""What holds whatever comes: receipts in any order, templates with any value, patience."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from ringdesk.domains.messaging import rendering
from ringdesk.domains.messaging.channels.channel import Accepted, CannotTell, Refused, TryLater
from ringdesk.domains.messaging.looking import Counted, added_up
from ringdesk.domains.messaging.models import State, TemplateText
from ringdesk.domains.messaging.queue import settling
from ringdesk.domains.messaging.queue.models import Claimed
from ringdesk.domains.messaging.receipts import AFTER

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FINAL: frozenset[State] = frozenset({"failed", "bounced", "complained"})
REFUSALS = [Refused("no"), TryLater("later"), TryLater("away", away=True), CannotTell("?"),
            RuntimeError("bug"), TimeoutError()]  # fmt: skip


def claimed(attempts: int = 0, age: timedelta = timedelta()) -> Claimed:
    return Claimed(
        id=1, claims=1, channel="email", recipient="a@example.org", address_key="a@example.org",
        person_id=None, purpose="service", basis="", confidential=False, asked_for=False,
        language="en", provider_template="", variables="{}", subject="", body="x", html=None,
        reply_to=None, headers="{}", attachments="[]", attempts=attempts, created_at=NOW - age,
        asked_at=None, provider_id=1,
    )  # fmt: skip


class TestReceipts:
    @given(some.lists(some.sampled_from(sorted(AFTER)), max_size=12))
    def test_lead_forward_whatever_their_order(self, heard: list[str]) -> None:
        state: State = "sent"
        rank = {"sent": 0, "delivered": 1, "opened": 2, "failed": 3, "bounced": 3, "complained": 4}
        for one in heard:
            before = state
            if state in AFTER[one]:  # type: ignore[index]
                state = one  # type: ignore[assignment]
            assert rank[state] >= rank[before]
            assert before not in FINAL or state == before


class TestAnAnswer:
    @given(some.sampled_from(REFUSALS), some.integers(0, 20), some.integers(0, 60))
    def test_ends_a_message_sooner_or_later(
        self, said: Exception, attempts: int, hours: int
    ) -> None:
        found = settling.outcome_of(claimed(attempts, timedelta(hours=hours)), said, NOW)
        if hours > 24:
            assert found.state != "pending"
        if isinstance(said, TryLater) and not said.away and attempts + 1 >= settling.PATIENCE:
            assert found.state == "failed"
        if isinstance(said, CannotTell | TimeoutError | RuntimeError):
            assert found.state == "unknown"
        assert 0 <= found.wait_s <= settling.LONGEST_WAIT_S

    def test_of_acceptance_is_the_end_of_it(self) -> None:
        found = settling.outcome_of(claimed(), Accepted("n"), NOW)
        assert (found.state, found.provider_message_id) == ("sent", "n")

    def test_that_it_is_away_costs_no_attempt(self) -> None:
        found = settling.outcome_of(claimed(), TryLater("away", away=True), NOW)
        assert (found.state, found.counts) == ("pending", False)


class TestATemplate:
    text = TemplateText(
        "en",
        "Hi {{name}}",
        "{{name}} / {{other}}",
        '<p title="{{name}}">{{name}}</p><a href="{{other}}">x</a>',
    )

    @given(some.text(max_size=80), some.text(max_size=80))
    def test_lets_no_value_become_markup(self, name: str, other: str) -> None:
        line = rendering.LINE_BREAKS.sub(" ", name)
        found = rendering.render(self.text, {"name": line, "other": other})
        assert found.subject == f"Hi {line}"
        assert found.text == f"{line} / {other}"
        assert found.html is not None
        low = found.html.lower()
        assert "<script" not in low
        assert 'href="javascript' not in low
        assert low.count("<p") == 1

    @given(some.text(alphabet="{}nameother ", max_size=40))
    def test_reads_no_value_as_a_template(self, value: str) -> None:
        found = rendering.render(self.text, {"name": value, "other": "{{name}}"})
        assert found.text == f"{value} / {{{{name}}}}"


class TestNumbers:
    @given(some.integers(0, 1000), some.integers(0, 1000), some.integers(0, 1000))
    def test_are_a_share_of_what_was_asked(self, sent: int, refused: int, bounced: int) -> None:
        bounced = min(bounced, sent)
        found = added_up([
            Counted("email", "smtp", "sent", sent), Counted("email", "smtp", "refused", refused),
            Counted("email", "smtp", "bounced", bounced),
        ])  # fmt: skip
        assert 0 <= found.delivery_rate <= 100
        if sent + refused:
            share = 100 * (sent - bounced) / (sent + refused)
            assert abs(found.delivery_rate - share) < 0.01
        else:
            assert found.delivery_rate == 0
