"""What comes to Twilio's doors: proved, late, twice, in the wrong order, forged, foreign."""

import logging
import secrets
from collections.abc import AsyncIterator
from typing import Any, Self
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from ringdesk.domains import telephony
from ringdesk.domains.telephony.carriers import key_of
from ringdesk.domains.telephony.fakes.twilio import FakeTwilio
from tests.conftest import MakeTenant, eventually
from tests.domains.telephony.twilio.line import Line, line_of

pytestmark = pytest.mark.anyio

SID = f"CA{'1' * 32}"
RINGING = {"CallSid": SID, "CallStatus": "ringing", "SequenceNumber": "1"}


class Sender:
    """Somebody who knows an account's token, or not."""

    def __init__(self, line: Line, token: str | None = None) -> None:
        self.line, self.token = line, token or line.fake.account.token
        self.key = key_of(line.tenant.id, line.carrier_id)

    async def __aenter__(self) -> Self:
        self.client = AsyncClient(base_url=self.line.tenant.address)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.aclose()

    async def send(
        self, form: dict[str, str], *, topic: str = "status", query: str = "?call=77",
        key: str | None = None, **more: Any,
    ) -> Response:  # fmt: skip
        path = f"/telephony/twilio/{key or self.key}/{topic}{query}"
        url = f"{self.line.tenant.address}{path}"
        signature = RequestValidator(self.token).compute_signature(url, form)
        headers = {"X-Twilio-Signature": str(signature)}
        return await self.client.post(path, **{"data": form, "headers": headers} | more)


@pytest.fixture
async def twilio(line: Line) -> AsyncIterator[Sender]:
    async with Sender(line) as sender:
        yield sender


def warnings_in(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [one for one in caplog.records if one.name == "ringdesk.security"]


class TestASignedWebhook:
    async def test_is_told_once(self, twilio: Sender) -> None:
        answer = await twilio.send(RINGING)
        assert (answer.status_code, answer.text) == (204, "")
        [event] = twilio.line.events
        assert (event.kind, event.seq, event.carrier_call_id) == ("ringing", 1, SID)
        assert event.attempt == f"{twilio.line.tenant.id}:77"

    async def test_has_the_same_number_when_it_comes_again(self, twilio: Sender) -> None:
        await twilio.send(RINGING)
        await twilio.send(RINGING)
        assert len({one.seq for one in twilio.line.events}) == 1

    async def test_of_a_call_that_nobody_knows_is_harmless(self, twilio: Sender) -> None:
        answer = await twilio.send(RINGING, query="?call=9007199254740993")
        assert answer.status_code == 204

    async def test_without_a_call_of_ours_is_of_a_call_to_us(self, twilio: Sender) -> None:
        await twilio.send(RINGING, query="")
        assert twilio.line.events[0].attempt == f"in:{SID}"

    @pytest.mark.parametrize("status", ["", "x", "queued-again", "COMPLETED", "💥" * 100])
    async def test_with_a_status_of_tomorrow_tells_nothing(
        self, twilio: Sender, status: str
    ) -> None:
        answer = await twilio.send({**RINGING, "CallStatus": status})
        assert (answer.status_code, twilio.line.events) == (204, [])

    @pytest.mark.parametrize("sid", ["", "CA1", "x" * 34, f"CA{'g' * 32}"])
    async def test_without_a_call_tells_nothing(self, twilio: Sender, sid: str) -> None:
        answer = await twilio.send({**RINGING, "CallSid": sid})
        assert (answer.status_code, twilio.line.events) == (204, [])

    @given(
        st.dictionaries(
            st.sampled_from(["CallSid", "CallStatus", "SequenceNumber", "CallDuration",
                             "SipResponseCode", "Timestamp", "AnsweredBy", "RecordingUrl",
                             "RecordingSid", "Digits", "From", "To", "ErrorCode"]),
            st.text(alphabet=st.characters(codec="utf-8"), max_size=60),
        ),
        st.sampled_from(["status", "amd", "recording", "twiml", "inbound"]),
    )  # fmt: skip
    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    async def test_may_say_anything_without_harm(
        self, twilio: Sender, form: dict[str, str], topic: str
    ) -> None:
        answer = await twilio.send({"CallSid": SID, **form}, topic=topic)
        assert answer.status_code in (200, 204)


class TestAForgedWebhook:
    async def test_is_refused_with_one_line_for_the_guards(
        self, line: Line, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.WARNING, "ringdesk.security"):
            async with Sender(line, token=secrets.token_hex(16)) as forger:
                answer = await forger.send(RINGING)
        assert answer.status_code == 403
        assert answer.json()["code"] == "FORGED_WEBHOOK"
        assert line.events == []
        [record] = warnings_in(caplog)
        assert vars(record)["carrier"] == line.carrier_id
        assert forger.token not in caplog.text

    async def test_without_a_signature_is_refused(self, twilio: Sender) -> None:
        assert (await twilio.send(RINGING, headers={})).status_code == 403

    async def test_for_another_call_than_was_signed_is_refused(self, twilio: Sender) -> None:
        url = f"{twilio.line.tenant.address}/telephony/twilio/{twilio.key}/status?call=77"
        signed = RequestValidator(twilio.token).compute_signature(url, RINGING)
        answer = await twilio.send(
            RINGING, query="?call=78", headers={"X-Twilio-Signature": str(signed)}
        )
        assert (answer.status_code, twilio.line.events) == (403, [])

    async def test_with_a_field_more_than_was_signed_is_refused(self, twilio: Sender) -> None:
        url = f"{twilio.line.tenant.address}/telephony/twilio/{twilio.key}/status?call=77"
        signed = RequestValidator(twilio.token).compute_signature(url, RINGING)
        answer = await twilio.send(
            {**RINGING, "CallDuration": "9"}, headers={"X-Twilio-Signature": str(signed)}
        )
        assert (answer.status_code, twilio.line.events) == (403, [])

    async def test_of_another_tenants_account_is_refused(
        self, line: Line, make_tenant: MakeTenant
    ) -> None:
        async with FakeTwilio().running() as other:
            theirs = await line_of(await make_tenant(), other)
            async with Sender(theirs) as sender:
                answer = await sender.send(
                    RINGING, key=key_of(line.tenant.id, line.carrier_id)
                )  # fmt: skip
        assert answer.status_code == 403
        assert (line.events, theirs.events) == ([], [])

    async def test_of_a_carrier_whose_token_changed_is_refused(self, twilio: Sender) -> None:
        await twilio.line.change(credentials={"auth_token": "another-token"})
        assert (await twilio.send(RINGING)).status_code == 403


class TestADoorThatIsNone:
    async def test_is_not_there(self, twilio: Sender) -> None:
        for key in ("x", "A" * 32, key_of(uuid4(), 1), key_of(twilio.line.tenant.id, 10**12)):
            assert (await twilio.send(RINGING, key=key)).status_code == 404
        assert (await twilio.send(RINGING, topic="other")).status_code == 404

    async def test_takes_no_other_verb(self, twilio: Sender) -> None:
        answer = await twilio.client.get(f"/telephony/twilio/{twilio.key}/status")
        assert answer.status_code == 405

    async def test_takes_forms_only(self, twilio: Sender) -> None:
        answer = await twilio.send({}, data=None, json={"CallSid": SID})
        assert answer.status_code == 400

    async def test_takes_no_more_than_a_form_has(self, twilio: Sender) -> None:
        answer = await twilio.send({**RINGING, "Junk": "x" * 100_000})
        assert answer.status_code == 413
        many = {f"field{n}": "x" for n in range(500)}
        assert (await twilio.send(many)).status_code == 400


class TestDisorder:
    async def test_of_callbacks_changes_no_numbers(self, line: Line) -> None:
        line.fake.behaviour.reorders, line.fake.behaviour.repeats = True, 1
        call = await line.dial(1)
        await line.ended(call)

        def numbers() -> set[tuple[int, str]]:
            return {(one.seq, one.kind) for one in line.events}

        async def are_all_there() -> bool:
            return len(numbers()) == 4

        await eventually(are_all_there)
        assert line.heard(call)[0] == "completed"
        assert sorted(numbers()) == [
            (0, "initiated"), (1, "ringing"), (2, "answered"), (3, "completed"),
        ]  # fmt: skip

    async def test_a_listener_that_fails_is_told_again(self, line: Line) -> None:
        failures = 2

        async def fails_twice(tenant_id: object, event: telephony.CarrierEvent) -> None:
            nonlocal failures
            if tenant_id == line.tenant.id and event.kind == "ringing" and failures:
                failures -= 1
                raise ConnectionError("The database is away")

        line.carriers.listen(fails_twice)
        call = await line.dial(1)
        await line.ended(call)
        assert line.heard(call).count("ringing") == 3
        assert line.fake.callbacks.lost == []
