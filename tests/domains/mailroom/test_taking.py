"""Mail becomes tickets: by a real IMAP server, fetched by the house itself."""

from typing import Any

import pytest

from ringdesk.domains import compliance
from tests.domains.mailroom.conftest import Post
from tests.domains.mailroom.server import mail

pytestmark = pytest.mark.anyio
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 60


class TestANewMail:
    async def test_of_an_unknown_sender_is_a_ticket_of_a_new_customer(self, post: Post) -> None:
        [taken] = await post.take(mail(subject="Re: Printer on fire"))
        assert taken.state == "taken", taken.reason
        ticket = await post.ticket(taken.ticket_id)
        assert ticket["title"] == "Printer on fire"
        assert ticket["description"] == "The printer smokes."
        customer = ticket["customer"]
        assert (customer["full_name"], customer["email"]) == ("Ann", "ann@customer.example")
        assert "by-mail" in ticket["tags"]

    async def test_of_the_same_sender_is_the_same_customers(self, post: Post) -> None:
        one, other = await post.take(mail(), mail("Another", sender="ANN@Customer.example"))
        first, second = await post.ticket(one.ticket_id), await post.ticket(other.ticket_id)
        assert first["id"] != second["id"]
        assert first["created_by"] == second["created_by"]

    async def test_of_who_signed_up_is_theirs(self, post: Post) -> None:
        answer = await post.tenant.customer.get("/api/auth/me")
        address = answer.json()["email"]
        [taken] = await post.take(mail(sender=address))
        ticket = await post.ticket(taken.ticket_id)
        assert ticket["created_by"] == post.tenant.customer.id
        seen = await post.tenant.customer.get(f"/api/tickets/{taken.ticket_id}")
        assert seen.status_code == 200

    async def test_that_says_it_is_from_a_colleague_is_a_customers(self, post: Post) -> None:
        address = (await post.tenant.agent.get("/api/auth/me")).json()["email"]
        [taken] = await post.take(mail(sender=f"Axel Agent <{address}>"))
        ticket = await post.ticket(taken.ticket_id)
        assert ticket["created_by"] != post.tenant.agent.id
        people = await post.tenant.admin.get("/api/users", params={"limit": 100})
        [made] = [one for one in people.json() if one["id"] == ticket["created_by"]]
        assert made["role"] == "customer"

    async def test_in_html_is_plain_text(self, post: Post) -> None:
        raw = mail("", html="<p>Hi <b>there</b></p><script>alert(1)</script><style>p{}</style>")
        [taken] = await post.take(raw)
        assert (await post.ticket(taken.ticket_id))["description"] == "Hi there"

    async def test_brings_its_files_and_names_those_that_are_not_kept(self, post: Post) -> None:
        files = [
            ("screen.png", "image/png", PNG), ("run.exe", "application/octet-stream", b"MZ\x90"),
            ("page.html", "text/html", b"<script>alert(1)</script>"),
        ]  # fmt: skip
        [taken] = await post.take(mail(files=files))
        [said] = await post.thread(taken.ticket_id)
        assert [one["name"] for one in said["attachments"]] == ["screen.png"]
        assert "run.exe (file_not_allowed)" in said["content"]
        assert "page.html (file_not_allowed)" in said["content"]

    async def test_is_taken_in_the_order_in_which_it_came(self, post: Post) -> None:
        taken = await post.take(*(mail(subject=f"Number {at}") for at in range(5)))
        titles = [(await post.ticket(one.ticket_id))["title"] for one in taken]
        assert titles == [f"Number {at}" for at in range(5)]

    async def test_the_whole_mail_is_kept_for_administrators(self, post: Post) -> None:
        raw = mail("Words\n\nOn Monday Bob wrote:\n> quoted words\n")
        [taken] = await post.take(raw)
        path = f"/api/app/mails/{taken.id}/source"
        answer = await post.tenant.admin.get(path)
        assert b"> quoted words" in answer.content
        assert answer.headers["content-disposition"].startswith("attachment")
        assert (await post.tenant.agent.get(path)).status_code == 403

    @pytest.mark.parametrize("again", [False, True])
    async def test_that_asks_not_to_be_called_is_heeded_at_every_number_of_theirs(
        self, post: Post, again: bool
    ) -> None:
        phone = "+12125550177"
        lead = {"phone": phone, "email": "ann@customer.example"}
        assert (await post.tenant.admin.post("/api/v1/leads", lead)).status_code == 201
        if again:  # by a mail in a ticket that is there
            await post.take(mail("Please call me", message_id="<first@customer.example>"))
        headers = {"In_Reply_To": "<first@customer.example>"} if again else {}
        quoted = "\n\nOn Monday Bob wrote:\n> do not call me\n"
        await post.take(mail(f"Thank you.{quoted}", sender="bob@customer.example"))
        async with post.tenant.work() as work:
            assert await compliance.forbidden(work, [phone]) == set()
        await post.take(mail(f"Please stop calling me.{quoted}", **headers))
        async with post.tenant.work() as work:
            [entry] = await compliance.list_forbidden(work)
        assert (entry.number, entry.source, entry.channel) == (phone, "opt_out", "email")

    async def test_the_log_tells_of_it(self, post: Post) -> None:
        [taken] = await post.take(mail())
        kinds = [one.kind for one in await post.tenant.log()]
        assert {"MailboxAdded", "PersonRegistered", "TicketCreated", "MailTaken"} <= set(kinds)
        [created] = [one for one in await post.tenant.log() if one.kind == "TicketCreated"]
        assert created.actor_id == (await post.ticket(taken.ticket_id))["created_by"]


class TestWhatWasThereBefore:
    async def test_stays_where_it_is(self, post: Post) -> None:
        """A mailbox of years is no pile of new tickets."""
        client = post.imap.client(post.user)
        client.append("INBOX", "", '"01-Jan-2020 10:00:00 +0000"', mail(subject="Old"))
        client.logout()
        [taken] = await post.take(mail(subject="New"))
        assert (await post.ticket(taken.ticket_id))["title"] == "New"
        assert len(await post.mails()) == 1


class TestThreads:
    async def test_an_answer_to_the_signed_address_is_said_in_the_ticket(self, post: Post) -> None:
        ticket_id, sent = await answered(post)
        [taken] = await post.take(mail("Thank you!", to=sent["reply_to"], subject="Whatever"))
        assert taken.ticket_id == ticket_id
        said = await post.thread(ticket_id)
        assert [one["content"] for one in said] == ["Have you tried water?", "Thank you!"]

    async def test_an_answer_by_its_references_is_too_without_what_it_quotes(
        self, post: Post
    ) -> None:
        ticket_id, sent = await answered(post)
        text = "It helped.\n\nOn Mon, 1 Jun 2026 at 10:00, Support <support@desk.example> wrote:\n"
        raw = mail(
            text + "> Have you tried water?\n", subject="Re: x", In_Reply_To="<other@x.example>",
            References=f"<other@x.example> {sent['headers']['References']}",
        )  # fmt: skip
        [taken] = await post.take(raw)
        assert taken.ticket_id == ticket_id
        assert (await post.thread(ticket_id))[-1]["content"] == "It helped."

    async def test_an_answer_by_the_tag_of_its_subject_is_too(self, post: Post) -> None:
        ticket_id, sent = await answered(post)
        [taken] = await post.take(mail("Fine now", subject=f"AW: {sent['subject']}"))
        assert taken.ticket_id == ticket_id

    async def test_ones_own_second_mail_is_by_its_references(self, post: Post) -> None:
        [one] = await post.take(mail(message_id="<first@customer.example>"))
        [other] = await post.take(mail("Also", In_Reply_To="<first@customer.example>"))
        assert other.ticket_id == one.ticket_id

    @pytest.mark.parametrize("trace", ["address", "references", "subject", "first mail"])
    async def test_somebody_else_is_never_let_in(self, post: Post, trace: str) -> None:
        ticket_id, sent = await answered(post)
        given = {
            "address": {"to": sent["reply_to"]},
            "references": {"References": sent["headers"]["References"]},
            "subject": {"subject": sent["subject"]},
            "first mail": {"In_Reply_To": "<first@customer.example>"},
        }[trace]
        [taken] = await post.take(mail("Let me in", sender="eve@evil.example", **given))
        assert taken.ticket_id not in (None, ticket_id)
        ticket = await post.ticket(taken.ticket_id)
        assert f"#{ticket_id}" in ticket["description"]
        assert ticket["customer"]["email"] == "eve@evil.example"
        assert len(await post.thread(ticket_id)) == 1

    @pytest.mark.parametrize(
        "to", ["support+@desk.example", "support+aaaaaaaaaaaaaaaaaaaa@desk.example",
               "support+' or 1=1 --@desk.example", f"support+{'a' * 60}@desk.example"],
    )  # fmt: skip
    async def test_a_forged_token_leads_nowhere(self, post: Post, to: str) -> None:
        ticket_id, _ = await answered(post)
        [taken] = await post.take(mail("Hello", to=to))
        assert taken.state == "taken"
        assert taken.ticket_id != ticket_id

    async def test_a_number_without_the_secret_part_leads_nowhere(self, post: Post) -> None:
        ticket_id, _ = await answered(post)
        one, other = await post.take(
            mail("Hello", subject=f"[#{ticket_id}]"), mail("Hi", subject=f"[#{ticket_id}-aaaaaaaa]")
        )
        assert ticket_id not in (one.ticket_id, other.ticket_id)

    async def test_a_closed_ticket_is_followed_by_a_new_one_that_says_so(self, post: Post) -> None:
        ticket_id, sent = await answered(post)
        await post.tenant.agent.put(f"/api/tickets/{ticket_id}", {"status": "closed"})
        [taken] = await post.take(mail("Again!", to=sent["reply_to"]))
        assert taken.ticket_id != ticket_id
        assert (
            f"#{ticket_id}, which is closed" in (await post.ticket(taken.ticket_id))["description"]
        )


async def answered(post: Post) -> tuple[int, dict[str, Any]]:
    """A ticket by mail that an agent answered; what went out."""
    [taken] = await post.take(mail(message_id="<first@customer.example>"))
    assert taken.ticket_id is not None
    return taken.ticket_id, await post.answer(taken.ticket_id, "Have you tried water?")


class TestAnAnswer:
    async def test_goes_back_by_mail_once_with_what_leads_back(self, post: Post) -> None:
        ticket_id, sent = await answered(post)
        assert sent["recipient"] == "ann@customer.example"
        assert sent["body"] == "Have you tried water?"
        assert sent["reply_to"].startswith("support+")
        assert sent["headers"]["In-Reply-To"] == "<first@customer.example>"
        assert sent["headers"]["References"].startswith("<first@customer.example> <ringdesk.")
        assert f"[#{ticket_id}-" in sent["subject"]

    async def test_an_internal_note_stays_inside(self, post: Post) -> None:
        [taken] = await post.take(mail())
        note = {"ticket_id": taken.ticket_id, "content": "He is lying", "internal": True}
        await post.tenant.agent.post("/api/messages", note)
        sent = await post.answer(taken.ticket_id, "Good day")
        assert sent["body"] == "Good day"
        assert len(await post.outgoing()) == 1

    async def test_a_ticket_of_the_web_gets_no_mail(self, post: Post) -> None:
        ticket = await post.tenant.ticket()
        said = {"ticket_id": ticket["id"], "content": "Good day"}
        await post.tenant.agent.post("/api/messages", said)
        [taken] = await post.take(mail())
        await post.answer(taken.ticket_id, "By mail")
        assert [one["body"] for one in await post.outgoing()] == ["By mail"]
