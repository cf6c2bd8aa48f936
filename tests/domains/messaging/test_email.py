"""Mails that a real server on loopback takes, refuses, or breaks off."""

import pytest

from tests.conftest import eventually
from tests.domains.messaging.conftest import Office

pytestmark = pytest.mark.anyio


class TestAMail:
    async def test_goes_to_the_server_and_is_sent(self, office: Office) -> None:
        await office.provider()
        message = await office.send("ann@example.org", subject="Grüße", html="<p>Hi <b>you</b></p>")
        await office.becomes(message, "sent")
        (mail,) = office.mails.to("ann@example.org")
        assert (mail["Subject"], mail["From"]) == ("Grüße", "Desk <desk@example.org>")
        assert mail["Message-ID"] == f"<{message.number}@example.org>"
        text = mail.get_body(("plain",))
        assert text is not None
        assert text.get_content().strip() == "How are you?"

    async def test_stays_in_the_house_without_a_provider(self, office: Office) -> None:
        message = await office.send("bob@example.org")
        await office.becomes(message, "sent")
        shown = (await office.admin.get(f"/api/app/messages/{message.number}")).json()
        assert shown["body"] == "How are you?"
        assert shown["message"]["provider_kind"] == "console"
        assert office.mails.taken == []

    async def test_many_share_a_connection(self, office: Office) -> None:
        await office.provider()
        sent = [await office.send(f"many{nr}@example.org") for nr in range(30)]
        for one in sent:
            await office.becomes(one, "sent")
        assert len(office.mails.taken) == 30
        assert office.mails.connections < 20

    async def test_whose_address_is_dead_is_never_tried_again(self, office: Office) -> None:
        await office.provider()
        office.mails.recipients["dead@example.org"] = "550 5.1.1 No such user"
        first = await office.send("dead@example.org")
        await office.becomes(first, "bounced")
        second = await office.send("Dead@EXAMPLE.org")
        assert second.state == "suppressed"
        assert second.reason == "hard_bounce"

    async def test_that_is_refused_as_spam_suppresses_nobody(self, office: Office) -> None:
        await office.provider()
        office.mails.answers["spam@example.org"] = "550 5.7.1 Looks like spam"
        first = await office.send("spam@example.org")
        await office.becomes(first, "failed")
        assert "5.7.1" in (await office.admin.get(f"/api/app/messages/{first.number}")).text
        assert (await office.send("spam@example.org")).state == "pending"

    async def test_for_later_waits_and_says_why(self, office: Office) -> None:
        await office.provider()
        office.mails.recipients["grey@example.org"] = "451 4.7.1 Come back later"
        message = await office.send("grey@example.org")

        async def was_tried() -> bool:
            detail = (await office.admin.get(f"/api/app/messages/{message.number}")).json()
            return [one["kind"] for one in detail["timeline"]] == ["queued", "setback"]

        await eventually(was_tried)
        assert await office.state(message) == "pending"

    async def test_whose_answer_is_lost_is_unknown_and_not_sent_twice(self, office: Office) -> None:
        await office.provider()
        office.mails.answers["lost@example.org"] = "break"
        message = await office.send("lost@example.org")
        await office.becomes(message, "unknown")
        assert len(office.mails.to("lost@example.org")) == 1
