"""SMS by SMPP, spoken with a message centre over a real socket."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiosmpplib.protocol import DeliverSm
from hypothesis import given
from hypothesis import strategies as st

from ringdesk.domains.messaging.channels.channel import (
    CannotTell,
    Refused,
    Setup,
    TryLater,
)
from ringdesk.domains.messaging.channels.fakes.smsc import FakeCentre
from ringdesk.domains.messaging.channels.smpp import SESSIONS, SmppSettings
from ringdesk.domains.messaging.channels.smpp import segments as cutting
from ringdesk.domains.messaging.channels.smpp.segments import TooLong, segments_of
from ringdesk.domains.messaging.channels.smpp.sender import SmppSms
from ringdesk.domains.messaging.channels.smpp.session import Bind, Session
from ringdesk.domains.messaging.channels.smpp.words import receipt_of
from tests.conftest import eventually
from tests.domains.messaging.channels.setups import letter, setup

pytestmark = pytest.mark.anyio
NUMBER = "+4915112345678"


@pytest.fixture
async def centre() -> AsyncIterator[FakeCentre]:
    async with FakeCentre().running() as fake:
        yield fake
    await SESSIONS.close()


@pytest.fixture
async def heard(monkeypatch: pytest.MonkeyPatch) -> list[DeliverSm]:
    came: list[DeliverSm] = []

    async def hear(_: Setup, message: DeliverSm) -> None:
        came.append(message)

    monkeypatch.setattr(SESSIONS, "hear", hear)
    return came


def setup_of(centre: FakeCentre, password: str = "secret") -> Setup:
    settings = SmppSettings(host="127.0.0.1", port=centre.port, system_id="ringdesk")
    return setup(settings, {"password": password}, near=f"127.0.0.1:{centre.port}")


class TestSending:
    async def test_a_short_one_is_one_and_its_receipt_names_it(
        self, centre: FakeCentre, heard: list[DeliverSm]
    ) -> None:
        sender = SmppSms(setup_of(centre))
        taken = await sender.send(letter("sms", NUMBER, "Grüße €", sender="Ringdesk"))
        assert [(one.text, one.source) for one in centre.taken] == [("Grüße €", "Ringdesk")]

        async def told() -> bool:
            return centre.statuses == [0]

        await eventually(told)
        receipt = receipt_of(heard[0])
        assert receipt is not None
        assert (receipt.message_id, receipt.state) == (taken.provider_id, "delivered")

    @pytest.mark.parametrize("text", ["a" * 500, "Привет, мир! " * 30, "😀" * 100, "[€]" * 100])
    async def test_a_long_one_comes_out_whole(
        self, centre: FakeCentre, heard: list[DeliverSm], text: str
    ) -> None:
        sender = SmppSms(setup_of(centre))
        await sender.send(letter("sms", NUMBER, text, sender="+15550100"))
        assert [one.text for one in centre.taken] == [text]
        assert len(centre.submits) > 1
        assert [one.registered_delivery for one in centre.submits][-1] == 1
        assert sum(one.registered_delivery for one in centre.submits) == 1

    async def test_one_connection_serves_many_batches(
        self, centre: FakeCentre, heard: list[DeliverSm]
    ) -> None:
        given = setup_of(centre)
        for at in range(3):
            sender = SmppSms(given)
            await asyncio.gather(*(sender.send(letter("sms", NUMBER, f"{at}")) for _ in range(5)))
            await sender.close()
        assert centre.binds == 1
        assert len(centre.taken) == 15

    async def test_no_such_number_is_refused_and_suppressed(
        self, centre: FakeCentre, heard: list[DeliverSm]
    ) -> None:
        with pytest.raises(Refused) as refused:
            await SmppSms(setup_of(centre)).send(letter("sms", "+49151123454"))
        assert refused.value.suppress

    async def test_throttled_is_later_and_then_taken(
        self, centre: FakeCentre, heard: list[DeliverSm]
    ) -> None:
        sender = SmppSms(setup_of(centre))
        with pytest.raises(TryLater) as later:
            await sender.send(letter("sms", "+49151123455"))
        assert later.value.retry_after_s == 5
        await sender.send(letter("sms", "+49151123455"))
        assert len(centre.taken) == 1

    async def test_what_was_not_delivered_is_told_with_its_reason(
        self, centre: FakeCentre, heard: list[DeliverSm]
    ) -> None:
        await SmppSms(setup_of(centre)).send(letter("sms", "+49151123452"))

        async def told() -> bool:
            return len(heard) == 1

        await eventually(told)
        receipt = receipt_of(heard[0])
        assert receipt is not None
        assert (receipt.state, receipt.reason) == ("failed", "UNDELIV (error 01B)")

    async def test_a_connection_that_breaks_leaves_it_unknown_and_is_made_anew(
        self, centre: FakeCentre, heard: list[DeliverSm]
    ) -> None:
        sender = SmppSms(setup_of(centre))
        waiting = asyncio.create_task(sender.send(letter("sms", "+49151123456")))

        async def taken() -> bool:
            return len(centre.taken) == 1

        await eventually(taken)
        centre.hang_up()
        with pytest.raises(CannotTell):
            await waiting
        await sender.send(letter("sms", NUMBER))
        assert centre.binds == 2

    async def test_a_wrong_password_rests_the_provider(self, centre: FakeCentre) -> None:
        with pytest.raises(TryLater) as later:
            await SmppSms(setup_of(centre, "wrong")).send(letter("sms", NUMBER))
        assert later.value.away
        assert not (await SmppSms(setup_of(centre, "wrong")).check()).ok
        assert (await SmppSms(setup_of(centre)).check()).ok

    async def test_a_password_longer_than_the_protocol_says_so(self, centre: FakeCentre) -> None:
        assert not (await SmppSms(setup_of(centre, "much too long")).check()).ok

    async def test_private_addresses_are_not_reached(self, centre: FakeCentre) -> None:
        settings = SmppSettings(host="127.0.0.1", port=centre.port, system_id="ringdesk")
        shut = setup(settings, {"password": "secret"}, near="192.0.2.1:1", at_home=True)
        with pytest.raises(TryLater):
            await SmppSms(shut).send(letter("sms", NUMBER))
        assert centre.binds == 0


class TestWhatComesIn:
    async def test_a_message_is_heard_and_what_nobody_could_take_comes_again(
        self, centre: FakeCentre, heard: list[DeliverSm], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert (await SmppSms(setup_of(centre)).check()).ok
        centre.write_to_us("4915112345678", "15550100", "STOP")

        async def told() -> bool:
            return centre.statuses == [0]

        await eventually(told)
        assert heard[0].short_message == "STOP"

        async def fails(_: Setup, __: DeliverSm) -> None:
            raise OSError("no database")

        monkeypatch.setattr(SESSIONS, "hear", fails)
        centre.write_to_us("4915112345678", "15550100", "STOP")

        async def again() -> bool:
            return centre.statuses == [0, 0x64]

        await eventually(again)

    async def test_what_cannot_be_read_is_refused_for_good_and_the_rest_goes_on(
        self, centre: FakeCentre, heard: list[DeliverSm]
    ) -> None:
        assert (await SmppSms(setup_of(centre)).check()).ok
        centre.send_garbage()
        centre.write_to_us("4915112345678", "15550100", "Hello")

        async def told() -> bool:
            return centre.statuses == [0x65, 0]

        await eventually(told)

    async def test_a_centre_that_no_longer_answers_is_let_go(self, centre: FakeCentre) -> None:
        async def nobody(_: DeliverSm) -> None:
            return None

        session = Session(nobody, enquire_every_s=0.05, answer_s=0.2)
        await session.open(["127.0.0.1"], centre.port, Bind("ringdesk", "secret"))
        assert session.is_open
        centre.deaf = True

        async def gone() -> bool:
            return not session.is_open

        await eventually(gone)
        await session.close()


class TestSegments:
    @given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400))
    def test_every_part_fits_and_together_they_are_the_text(self, text: str) -> None:
        made = segments_of(text)
        body = b"".join(part[6:] if made.is_joined else part for part in made.parts)
        assert all(len(part) <= 160 for part in made.parts)
        if made.encoding == cutting.UCS2:
            assert body.decode("utf-16-be") == text
            assert all(len(part) <= 140 for part in made.parts)
            for part in made.parts:
                part[6 if made.is_joined else 0 :].decode("utf-16-be")  # no pair is cut in two

    def test_an_escaped_letter_stays_in_one_part(self) -> None:
        made = segments_of("a" * 152 + "€" + "b" * 100)
        assert [len(part) for part in made.parts] == [158, 108]

    def test_a_novel_is_too_long(self) -> None:
        with pytest.raises(TooLong):
            segments_of("a" * 2000)
