"""Loops, robots, forgeries, bombs: none becomes a ticket, none is in the way of the next."""

import asyncio
import os
from email.message import EmailMessage

import pytest

from ringdesk.domains.mailroom import fetching, taking
from tests.conftest import eventually
from tests.domains.mailroom.conftest import Post
from tests.domains.mailroom.server import mail

pytestmark = pytest.mark.anyio


class TestWhatIsNoLetter:
    @pytest.mark.parametrize(
        ("headers", "reason"),
        [
            ({"Auto_Submitted": "auto-replied"}, "automatic"),
            ({"Auto_Submitted": "auto-generated (vacation)"}, "automatic"),
            ({"Precedence": "bulk"}, "automatic"),
            ({"List_Id": "<news.example>"}, "automatic"),
            ({"Return_Path": "<>"}, "bounce"),
            ({"X_Ringdesk": "abc"}, "loop"),
            ({"sender": "support@desk.example"}, "loop"),
            ({"sender": "Support+aaa@Desk.example"}, "loop"),
            ({"sender": "MAILER-DAEMON@mx.example"}, "bounce"),
            ({"sender": "no-reply@shop.example"}, "automatic"),
        ],
    )
    async def test_is_passed_over_with_its_reason(
        self, post: Post, headers: dict[str, str], reason: str
    ) -> None:
        odd, letter = await post.take(mail(**headers), mail("A letter"))
        assert (odd.state, odd.reason, odd.ticket_id) == ("ignored", reason, None)
        assert letter.state == "taken"

    async def test_a_letter_that_says_it_is_not_automatic_is_one(self, post: Post) -> None:
        [taken] = await post.take(mail(Auto_Submitted="no"))
        assert taken.state == "taken"

    async def test_more_than_so_many_in_an_hour_wait_for_somebody(
        self, post: Post, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(taking, "MOST_PER_HOUR", 3)
        mails = await post.take(*(mail(f"Number {at}") for at in range(5)))
        other = await post.take(mail(sender="bob@customer.example"))
        assert [one.state for one in mails] == ["taken"] * 3 + ["quarantined"] * 2
        assert mails[-1].reason == "flood"
        assert other[0].state == "taken"

    async def test_what_our_server_found_forged_is_put_aside(self, post: Post) -> None:
        path = f"/api/app/mailboxes/{post.mailbox_id}"
        await post.tenant.admin.put(path, {"authserv_id": "mx.desk.example"})
        forged, fine, foreign = await post.take(
            mail(Authentication_Results="mx.desk.example; spf=pass; dmarc=fail"),
            mail(Authentication_Results="mx.desk.example; dmarc=pass"),
            mail(Authentication_Results="mx.evil.example; dmarc=fail"),
        )
        assert (forged.state, forged.reason) == ("quarantined", "spoofed")
        assert (fine.state, foreign.state) == ("taken", "taken")

    async def test_who_was_shut_out_stays_outside(self, post: Post) -> None:
        [taken] = await post.take(mail())
        person = (await post.ticket(taken.ticket_id))["created_by"]
        answer = await post.tenant.admin.put(f"/api/users/{person}", {"is_active": False})
        assert answer.status_code == 200, answer.text
        [other] = await post.take(mail("Me again"))
        assert (other.state, other.reason) == ("quarantined", "shut_out")


def nested(depth: int) -> bytes:
    body = b"Content-Type: text/plain\r\n\r\nhi\r\n"
    for at in range(depth):
        mark = b"b%d" % at
        body = (
            b"Content-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\n%s\r\n--%s--\r\n"
            % (mark, mark, body, mark)
        )  # fmt: skip
    return b"From: eve@evil.example\r\nSubject: deep\r\n" + body


class TestBombs:
    @pytest.mark.parametrize(
        ("raw", "reason"),
        [
            (nested(40), "too_deep"),
            (nested(500), "too_deep"),
            (b"From: a@x.example\r\nX-Long: " + b"a" * 300_000 + b"\r\n\r\nhi", "head_too_large"),
            (b"From: a@x.example\r\nFrom: b@x.example\r\n\r\nhi", "several_senders"),
            (b"From: a@x.example, b@x.example\r\n\r\nhi", "several_senders"),
            (b"From: <a@x>\r\n\r\nhi", "bad_sender"),
        ],
        ids=["nested", "nested far", "head", "two senders", "a list of senders", "no address"],
    )
    async def test_are_put_aside_and_the_next_is_taken(
        self, post: Post, raw: bytes, reason: str
    ) -> None:
        bomb, letter = await post.take(raw, mail("A letter"))
        assert (bomb.state, bomb.reason) == ("quarantined", reason)
        assert letter.state == "taken"

    async def test_giants_are_not_even_fetched(
        self, post: Post, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ringdesk.domains.mailroom.imap.LARGEST_MAIL", 20_000)
        giant, letter = await post.take(mail("x" * 30_000), mail("A letter"))
        assert (giant.state, giant.reason) == ("quarantined", "too_large")
        assert letter.state == "taken"

    @pytest.mark.parametrize(
        "raw",
        [
            b"From: a@x.example\r\n\r\nhi\nOn " + b"a wrote " * 9_000,
            b"From: a@x.example\r\nSubject: =?utf-8?b?////?= =?nonsense?q?a?=\r\n\r\n\xff\xfe",
            b"From: a@x.example\r\nContent-Type: text/plain; charset=evil\r\n\r\n\xff\xfe\x00hi",
            b"From: a@x.example\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n--\r\n",
            b"From: a@x.example\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
            b"From: a@x.example\r\nReferences: " + b"<a@b> " * 5_000 + b"\r\n\r\nhi",
            b"From: a@x.example\r\nSubject: a\r\n Bcc: x@y.example\r\n\r\n{{7*7}} <b>",
            b"From: \"<script>alert(1)</script>\" <a@x.example>\r\n\r\nhi",
        ],
        ids=["slow to read", "words", "charset", "boundary", "base64", "references", "folded",
             "markup"],
    )  # fmt: skip
    async def test_odd_ones_are_taken_as_text(self, post: Post, raw: bytes) -> None:
        [taken] = await post.take(raw)
        assert taken.state == "taken", taken.reason
        ticket = await post.ticket(taken.ticket_id)
        assert "\n" not in ticket["title"]
        assert "\x00" not in ticket["description"]

    async def test_a_mail_that_kills_its_reader_is_put_aside_after_three_attempts(
        self, post: Post, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        original = taking.Taking._take

        async def dies(self: taking.Taking, *given: object) -> None:
            mail_ = given[2]
            if mail_.size < 2_000:  # type: ignore[attr-defined]
                raise RuntimeError("poison")
            await original(self, *given)  # type: ignore[arg-type]

        monkeypatch.setattr(taking.Taking, "_take", dies)
        await post.receive(mail("poison"), mail("A letter " * 400))

        async def both() -> bool:
            await post.look()
            return {one.state for one in await post.mails()} == {"quarantined", "taken"}

        await eventually(both, seconds=30)
        [aside] = await post.mails("quarantined")
        assert aside.reason == "keeps_failing"


def bounce(recipient: str, *, token: str = "", original: str = "msg_1@x.example") -> bytes:
    made = EmailMessage()
    made["From"], made["To"] = "MAILER-DAEMON@mx.example", "support@desk.example"
    made["Subject"], made["Message-ID"] = "Undelivered", f"<{os.urandom(8).hex()}@mx.example>"
    made["Return-Path"] = "<>"
    made.set_content("It came back.")
    made.make_mixed()
    made.replace_header("Content-Type", "multipart/report; report-type=delivery-status")
    text = made.as_string().rstrip().removesuffix("--")
    boundary = made.get_boundary()
    report = (
        f"\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; {recipient}\nAction: failed\nStatus: 5.1.1\n"
        f"Diagnostic-Code: smtp; 550 no such user\n\n--{boundary}\n"
        f"Content-Type: text/rfc822-headers\n\nMessage-ID: <{original}>\n"
        f"X-Ringdesk: {token}\n\n--{boundary}--\n"
    )
    return (text + report).encode()


class TestBounces:
    async def suppressed(self, post: Post) -> list[str]:
        answer = await post.tenant.admin.get("/api/app/suppressions")
        assert answer.status_code == 200, answer.text
        body = answer.json()
        rows = body["suppressions"] if isinstance(body, dict) else body
        return [one["address"] for one in rows]

    async def test_with_the_mails_own_proof_the_address_is_not_written_to_again(
        self, post: Post
    ) -> None:
        [taken] = await post.take(mail())
        sent = await post.answer(taken.ticket_id, "Hello")
        token = sent["headers"]["X-Ringdesk"]
        [came] = await post.take(bounce("ann@customer.example", token=token))
        assert (came.state, came.reason) == ("ignored", "bounce")
        assert await self.suppressed(post) == ["ann@customer.example"]

    @pytest.mark.parametrize("token", ["", "aaaaaaaaaaaaaaaaaaaa"])
    async def test_a_forged_notice_suppresses_nobody(self, post: Post, token: str) -> None:
        [taken] = await post.take(mail())
        await post.answer(taken.ticket_id, "Hello")
        await post.take(bounce("ann@customer.example", token=token))
        assert await self.suppressed(post) == []

    async def test_nor_does_one_about_somebody_else(self, post: Post) -> None:
        [taken] = await post.take(mail())
        sent = await post.answer(taken.ticket_id, "Hello")
        token = sent["headers"]["X-Ringdesk"]
        await post.take(bounce("victim@customer.example", token=token))
        assert await self.suppressed(post) == []


class TestOnce:
    async def test_a_renumbered_mailbox_brings_nothing_twice(self, post: Post) -> None:
        await post.take(mail(), mail("Two"))
        await asyncio.to_thread(post.imap.renumber, post.user)
        await post.receive(mail("Three"))

        async def three() -> bool:
            return len([one for one in await post.mails() if one.state == "taken"]) == 3

        await eventually(three, seconds=20)
        await post.look()
        assert len(await post.mails()) == 3

    async def test_the_same_mail_by_two_ways_is_taken_once(self, post: Post) -> None:
        raw = mail(message_id="<same@customer.example>")
        await post.take(raw)
        await post.receive(b"Received: from elsewhere\r\n" + raw, mail("Another"))
        await post.settled(2)
        assert len(await post.mails()) == 2

    async def test_a_crash_between_fetching_and_taking_loses_and_doubles_nothing(
        self, post: Post, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Killed after the mails were written down, again in the middle of the first one."""

        class Killed(BaseException):
            pass

        original, times = fetching.Mailroom._take_waiting, iter(range(100))

        async def killed(self: fetching.Mailroom, *given: object) -> bool:
            at = next(times)
            if at == 0:
                raise Killed
            if at == 1:
                monkeypatch.setattr(taking, "new_token", dies)
            return await original(self, *given)  # type: ignore[arg-type]

        def dies() -> str:
            monkeypatch.undo()
            monkeypatch.setattr(post.tenant.house.mailroom, "egress", egress)
            raise Killed

        egress = post.tenant.house.mailroom.egress
        monkeypatch.setattr(fetching.Mailroom, "_take_waiting", killed)
        await post.receive(*(mail(f"Number {at}", subject=f"Number {at}") for at in range(3)))

        async def all_there() -> bool:
            async with post.tenant.work() as work:
                await work.run(
                    "update mailboxes set due_at = now(), lease_until = null"
                    " where tenant_id = $1 and id = $2", post.mailbox_id,
                )  # fmt: skip
            return len([one for one in await post.mails() if one.state == "taken"]) == 3

        await eventually(all_there, seconds=30)
        tickets = (await post.tenant.agent.get("/api/tickets")).json()
        found = tickets if isinstance(tickets, list) else tickets["tickets"]
        assert sorted(one["title"] for one in found) == ["Number 0", "Number 1", "Number 2"]

    async def test_two_processes_take_a_mailbox_in_turns(self, post: Post) -> None:
        room = post.tenant.house.mailroom
        await post.imap.receive(post.user, *(mail(f"Number {at}") for at in range(4)))
        for _ in range(3):
            await post.look()
            await asyncio.gather(*(room.attend(post.tenant.id, post.mailbox_id) for _ in range(3)))
        assert len(await post.settled(4)) == 4


class TestAnAdministrator:
    async def test_tries_again_what_was_put_aside_and_lets_it_in(
        self, post: Post, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        [odd] = await post.take(mail(Precedence="bulk", subject="Newsletter"))
        answer = await post.tenant.admin.post(f"/api/app/mails/{odd.id}/retry")
        assert answer.status_code == 200, answer.text

        async def taken() -> bool:
            return (await post.mails())[0].state == "taken"

        await eventually(taken, seconds=15)
        again = await post.tenant.admin.post(f"/api/app/mails/{odd.id}/retry")
        assert again.status_code == 409

    async def test_discards_it_with_what_it_said(self, post: Post) -> None:
        [odd] = await post.take(mail(Precedence="bulk"))
        path = f"/api/app/mails/{odd.id}"
        assert (await post.tenant.admin.post(f"{path}/discard")).json()["state"] == "discarded"
        assert (await post.tenant.admin.get(f"{path}/source")).status_code == 404
        assert (await post.tenant.admin.post(f"{path}/discard")).status_code == 409

    async def test_sees_the_list_by_state_and_nobody_else_does(self, post: Post) -> None:
        await post.take(mail(), mail(Precedence="bulk"))
        found = await post.tenant.admin.get("/api/app/mails", params={"state": "ignored"})
        assert [one["reason"] for one in found.json()] == ["automatic"]
        assert (await post.tenant.agent.get("/api/app/mails")).status_code == 403
