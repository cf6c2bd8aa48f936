"""What may be sent to whom, and how it reads."""

import re

import pytest

from ringdesk.domains import consent, messaging
from ringdesk.domains.messaging.jobs import Tidying
from ringdesk.kernel.work import Actor
from tests.conftest import Tenant, eventually
from tests.domains.messaging.conftest import Office

pytestmark = pytest.mark.anyio

ONE_CLICK = {"Content-Type": "application/x-www-form-urlencoded"}


async def template(office: Office, **changes: object) -> str:
    body = {
        "name": f"T {len(office.providers)} {id(changes)}", "type": "email",
        "texts": [{"language": "en", "subject": "Hi {{name}}", "body": "Hello {{name}}: {{offer}}",
                   "html": "<p onclick='x()'>Hello {{name}}</p><script>x()</script>"
                           "<a href='{{offer}}'>look</a>"}], **changes,
    }  # fmt: skip
    answer = await office.admin.post("/api/app/templates", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


class TestATemplate:
    async def test_lends_its_words_and_hostile_values_stay_words(self, office: Office) -> None:
        await office.provider()
        number = await template(office)
        values = {"name": "<b>Ann</b>", "offer": "javascript:alert(1)"}
        sent = await office.send("t1@example.org", template_id=number, variables=values, body="",
                                 subject="")  # fmt: skip
        await office.becomes(sent, "sent")
        (mail,) = office.mails.to("t1@example.org")
        assert mail["Subject"] == "Hi <b>Ann</b>"
        html = mail.get_body(("html",))
        assert html is not None
        said = html.get_content()
        assert "&lt;b&gt;Ann&lt;/b&gt;" in said
        for bad in ("<script", "onclick", "javascript:"):
            assert bad not in said

    async def test_that_lacks_a_variable_is_not_sent(self, office: Office) -> None:
        number = await template(office)
        body = {"recipient": "t2@example.org", "type": "email", "template_id": number,
                "variables": {"name": "Ann"}}  # fmt: skip
        answer = await office.admin.post("/api/v1/communication/messages", body)
        assert answer.status_code == 400
        assert answer.json()["details"]["errors"][0]["field"] == "variables.offer"

    async def test_line_breaks_in_a_subject_are_refused(self, office: Office) -> None:
        number = await template(office)
        body = {"recipient": "t3@example.org", "type": "email", "template_id": number,
                "variables": {"name": "Ann\r\nBcc: all@example.org", "offer": "x"}}  # fmt: skip
        answer = await office.admin.post("/api/v1/communication/messages", body)
        assert answer.status_code == 400
        free = {"recipient": "t3@example.org", "type": "email", "body": "x",
                "subject": "a\r\nBcc: all@example.org"}  # fmt: skip
        answer = await office.admin.post("/api/app/messages", free)
        assert answer.status_code == 400

    async def test_speaks_the_language_asked_for_or_the_nearest(self, office: Office) -> None:
        texts = [{"language": "en", "body": "Hello"}, {"language": "de", "body": "Hallo"}]
        number = await template(office, texts=texts)
        for asked, body in (("de-AT", "Hallo"), ("fr", "Hello"), ("", "Hello")):
            sent = await office.send("t4@example.org", template_id=number, language=asked,
                                     body="", subject="")  # fmt: skip
            shown = (await office.admin.get(f"/api/app/messages/{sent.number}")).json()
            assert shown["body"] == body

    async def test_has_no_logic(self, office: Office) -> None:
        texts = [{"language": "en", "body": "{{#if x}}a{{/if}} {{ 7*7 }}"}]
        body = {"name": "Clever", "type": "email", "texts": texts}
        assert (await office.admin.post("/api/app/templates", body)).status_code == 400

    async def test_is_for_administrators_to_change_and_for_agents_to_use(
        self, office: Office
    ) -> None:
        number = await template(office, texts=[{"language": "en", "body": "Hello {{name}}"}])
        agent, customer = office.tenant.agent, office.tenant.customer
        body = {"name": "x", "type": "email", "texts": [{"language": "en", "body": "x"}]}
        assert (await agent.post("/api/app/templates", body)).status_code == 403
        assert (await customer.get("/api/app/templates")).status_code == 403
        async with office.tenant.work() as work:
            find = "select email from people where tenant_id = $1 and id = $2"
            address = await work.value(str, find, customer.id)
        wanted = {"recipient": address, "type": "email", "template_id": number}
        assert (await agent.post("/api/app/messages", wanted)).status_code == 201
        stranger = {**wanted, "recipient": "nobody@example.org"}
        assert (await agent.post("/api/app/messages", stranger)).json()["code"] == "PEOPLE_ONLY"
        freely = {"recipient": address, "type": "email", "body": "Psst"}
        assert (await agent.post("/api/app/messages", freely)).json()["code"] == "TEMPLATES_ONLY"


class TestAdvertising:
    async def agreed(self, office: Office, value: bool = True) -> tuple[int, str]:
        person = await office.tenant.person("customer", name="Kim")
        async with office.tenant.work() as work:
            find = "select email from people where tenant_id = $1 and id = $2"
            address = await work.value(str, find, person.id) or ""
            await consent.record(
                work, person_id=person.id, type="marketing", value=value, source="staff"
            )
        return person.id, address

    async def test_goes_only_to_who_agreed_with_a_way_out(self, office: Office) -> None:
        await office.provider()
        _, address = await self.agreed(office)
        refused = await office.send("never@example.org", purpose="marketing")
        assert (refused.state, refused.reason) == ("suppressed", "no_consent")
        sent = await office.send(address, purpose="marketing", html="<p>Buy</p>")
        await office.becomes(sent, "sent")
        (mail,) = office.mails.to(address)
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        link = mail["List-Unsubscribe"].strip("<>")
        text = mail.get_body(("plain",))
        assert text is not None
        assert link in text.get_content()
        assert (await office.home.client.get(link)).status_code == 200
        assert (await office.send(address, purpose="marketing")).state == "pending"  # only looked
        done = await office.home.client.post(
            link, content="List-Unsubscribe=One-Click", headers=ONE_CLICK
        )
        assert done.status_code == 200
        after = await office.send(address, purpose="marketing")
        assert (after.state, after.reason) == ("suppressed", "opted_out")
        service = await office.send(address)
        assert service.state == "pending"
        async with office.tenant.work() as work:
            assert not await consent.allows(work, purpose="marketing", address=address)

    async def test_that_waits_is_not_sent_to_who_said_no_meanwhile(self, office: Office) -> None:
        person, address = await self.agreed(office)
        made = await office.provider(enabled=False)
        waiting = await office.send(address, purpose="marketing")
        async with office.tenant.work() as work:
            await consent.record(
                work, person_id=person, type="marketing", value=False, source="staff"
            )
        await office.admin.put(f"/api/app/channels/{made['id']}", {"enabled": True})
        await office.becomes(waiting, "suppressed")
        assert office.mails.to(address) == []

    async def test_of_a_lead_goes_by_its_recorded_basis(self, office: Office) -> None:
        sent = await office.send("lead@example.org", purpose="marketing", basis="fair, 3 May")
        assert sent.state == "pending"

    async def test_ends_by_no_link_that_we_did_not_sign(self, office: Office) -> None:
        for token in ("x", "A" * 54, "%00"):
            path = f"/api/unsubscribe/{token}"
            assert (await office.home.client.post(path)).status_code in (400, 404)
            assert (await office.home.client.get(path)).status_code in (400, 404)


class TestAReceipt:
    async def test_counts_once_and_never_goes_back(self, office: Office) -> None:
        sent = await office.send("r@example.org")
        await office.becomes(sent, "sent")
        number = f"console-{sent.number}"
        async with office.tenant.work() as work:
            assert await messaging.receipt(work, provider_id=number, state="delivered")
            assert not await messaging.receipt(work, provider_id=number, state="delivered")
            assert not await messaging.receipt(work, provider_id=number, state="failed")
            assert await messaging.receipt(work, provider_id=number, state="opened")
        assert await office.state(sent) == "opened"

    async def test_of_a_complaint_ends_it_for_the_address(self, office: Office) -> None:
        sent = await office.send("angry@example.org")
        await office.becomes(sent, "sent")
        async with office.tenant.work() as work:
            await messaging.receipt(work, provider_id=f"console-{sent.number}", state="complained")
        assert (await office.send("angry@example.org")).reason == "complaint"
        found = (await office.admin.get("/api/app/suppressions?q=angry")).json()
        assert [one["reason"] for one in found] == ["complaint"]
        freed = await office.admin.delete(f"/api/app/suppressions/{found[0]['id']}")
        assert freed.status_code == 200
        assert (await office.send("angry@example.org")).state == "pending"

    async def test_that_is_early_waits_for_its_message(self, office: Office) -> None:
        async with office.tenant.work() as work:
            await messaging.receipt(work, provider_id="never-heard-of", state="delivered")


class TestAKey:
    async def test_makes_a_message_single(self, office: Office) -> None:
        first = await office.send("k@example.org", key="order 7")
        second = await office.send("k@example.org", key="order 7")
        assert first.id == second.id


class TestNumbers:
    async def test_are_exact_before_and_after_they_are_folded(self, second: Tenant) -> None:
        async with second.work() as work:
            sent = [
                await messaging.send(work, channel="email", recipient=f"n{nr}@example.org",
                                     body="x") for nr in range(5)
            ]  # fmt: skip

        async def all_gone() -> bool:
            async with second.work() as work:
                return (await messaging.statistics(work)).messages_sent == 5

        await eventually(all_gone, seconds=10)
        async with second.work() as work:
            await messaging.receipt(work, provider_id=f"console-{sent[0].number}", state="bounced")
        for _ in range(2):
            stats = (await second.agent.get("/api/v1/communication/stats")).json()
            assert stats["messages_sent"] == 5
            assert stats["delivery_rate"] == 80.0
            assert stats["by_provider"] == {"email": 5}
            await Tidying(second.house.office).tidy_tenant(second.id)
        days = (await second.agent.get("/api/v1/communication/stats?days=7")).json()
        assert days["messages_sent"] == 5


class TestTheMailsOfAccounts:
    async def test_go_by_the_first_tenant_and_are_not_read_by_others(
        self, office: Office, second: Tenant
    ) -> None:
        await office.provider()
        async with second.work() as work:
            find = "select email from people where tenant_id = $1 and id = $2"
            address = await work.value(str, find, second.agent.id) or ""
        asked = await office.home.client.post(
            "/api/v1/password-reset/request", json={"email": address}
        )
        assert asked.status_code == 200

        async def came() -> bool:
            return bool(office.mails.to(address))

        await eventually(came, seconds=10)
        (mail,) = office.mails.to(address)
        text = mail.get_body(("plain",))
        assert text is not None
        assert re.search(r"/reset-password\?token=", text.get_content())
        log = (await office.admin.get(f"/api/app/messages?q={address}")).json()
        shown = (await office.admin.get(f"/api/app/messages/{log[0]['id']}")).json()
        assert shown["body"] is None
        assert (await second.admin.get(f"/api/app/messages/{log[0]['id']}")).status_code == 404
        async with office.tenant.work() as work:
            words = (
                "select body || variables::text from messages_out where tenant_id = $1 and id = $2"
            )
            assert await work.value(str, words, log[0]["number"]) == "{}"

    async def test_are_handed_on_by_administrators_where_nothing_carries_them(
        self, office: Office
    ) -> None:
        person = await office.tenant.person("customer")
        async with office.tenant.work() as work:
            find = "select email from people where tenant_id = $1 and id = $2"
            address = await work.value(str, find, person.id) or ""
        await office.home.client.post("/api/v1/password-reset/request", json={"email": address})

        async def came() -> bool:
            found = (await office.admin.get(f"/api/app/messages?q={address}")).json()
            return bool(found) and found[0]["state"] == "sent"

        await eventually(came, seconds=10)
        (one,) = (await office.admin.get(f"/api/app/messages?q={address}")).json()
        path = f"/api/app/messages/{one['id']}"
        assert "/reset-password?token=" in (await office.admin.get(path)).json()["body"]
        # Who was reset or invited, perhaps elsewhere, is nothing to the others.
        agent = office.tenant.agent
        assert (await agent.get(path)).status_code == 404
        assert (await agent.get(f"/api/app/messages?q={address}")).json() == []


class TestTheHouse:
    async def test_may_always_be_asked_why_not(self, office: Office) -> None:
        async with office.home.house.office.open(Actor.the_house(office.tenant.id)) as work:
            await messaging.opt_out(work, channel="sms", address="+15550001111")
            why = await messaging.why_not(
                work, channel="sms", recipient="+15550001111", purpose="service"
            )
        assert why == "opted_out"
