"""No secret, no forged line, no lost line: whatever is logged, by whomever."""

import io
import json
import logging
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringdesk.kernel import logs

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
SECRETS = [
    "Authorization: Bearer {}", "authorization: Basic {}", "Cookie: ringdesk_session={}; a=b",
    "Set-Cookie: ringdesk_session={}; HttpOnly", "GET /ws?token={}&after=3", "access_token={}",
    '{{"password": "{}", "username": "ada"}}', "{{'refresh_token': '{}'}}", "secret={}",
    "(b'authorization', b'Bearer {}')", "(b'cookie', b'ringdesk_session={}')", "api_key={}",
    "postgresql://owner:{}@/ringdesk?host=/tmp", "PASSWORD={}", "new_password: {}", "X-Api-Key: {}",
    r'{{\"password\": \"{}\"}}', "/sign-in?next=%2Fws%3Ftoken%3D{}",
    "x-setup-token: {}", "('x-setup-token', '{}')",
]  # fmt: skip


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    logger = logging.getLogger("ringdesk.tests.logs")
    logger.propagate, logger.level = False, logging.DEBUG
    yield logger
    logger.handlers.clear()
    logger.propagate = True


def lines(log: logging.Logger, formatter: logging.Formatter) -> io.StringIO:
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(formatter)
    log.addHandler(handler)
    return output


def only(output: io.StringIO) -> dict[str, Any]:
    (line,) = output.getvalue().splitlines()
    parsed: dict[str, Any] = json.loads(line)
    return parsed


class TestASecret:
    @pytest.mark.parametrize("form", SECRETS)
    def test_is_taken_out_wherever_it_stands(self, form: str, log: logging.Logger) -> None:
        output, secret = lines(log, logs.JsonLines()), "c2VjcmV0LXZhbHVl"
        text = form.format(secret)
        log.info(text)
        log.info("%s", text, extra={"detail": text})
        try:
            raise ValueError(text)
        except ValueError:
            log.exception("It failed")
        assert output.getvalue().count("\n") == 3
        assert secret not in output.getvalue() and logs.HIDDEN in output.getvalue()

    def test_is_known_by_its_looks(self, log: logging.Logger) -> None:
        output = lines(log, logs.PlainLines())
        log.warning("Refused %s from 10.0.0.1", JWT)
        assert JWT[:30] not in output.getvalue() and "10.0.0.1" in output.getvalue()

    def test_is_known_by_the_name_it_was_given(self, log: logging.Logger) -> None:
        output = lines(log, logs.JsonLines())
        log.info("x", extra={"access_token": "abc", "body": "private", "ticket_id": 7})
        line = only(output)
        assert (line["access_token"], line["body"]) == (logs.HIDDEN, logs.HIDDEN)
        assert line["ticket_id"] == 7

    def test_is_looked_for_in_bounded_time(self) -> None:
        began = time.perf_counter()
        for nasty in ("a-" * 50_000, "token" * 20_000, "password='" * 10_000, "http://" * 20_000):
            logs.redact(nasty)
        assert time.perf_counter() - began < 5

    def test_what_is_none_stays(self) -> None:
        for said in ("Ticket 7 assigned to Ada", "3 tokens left", "GET /api/tickets/{id} 200"):
            assert logs.redact(said) == said


class TestALine:
    @given(st.text())
    def test_is_one_line_whatever_is_in_it(self, text: str) -> None:
        for formatter in (logs.JsonLines(), logs.PlainLines()):
            record = logging.makeLogRecord({"msg": "%s", "args": (text,), "name": "ringdesk.x"})
            line = formatter.format(record)
            starts = [one for one in line.splitlines() if not one.startswith("    ")]
            assert len(starts) == 1
            line.encode()  # no half of a character breaks the stream

    def test_can_not_be_forged(self, log: logging.Logger) -> None:
        output = lines(log, logs.JsonLines())
        log.info("name: %s", 'x"}\r\n{"level": "CRITICAL", "message": "forged"}')
        assert only(output)["level"] == "INFO"

    def test_says_on_whose_behalf(self, log: logging.Logger) -> None:
        output, tenant_id = lines(log, logs.JsonLines()), uuid4()
        with logs.about(request_id="r-1"):
            logs.identify(tenant_id, 7)
            log.info("Done")
        line = only(output)
        assert (line["request_id"], line["tenant_id"], line["person_id"]) == (
            "r-1", str(tenant_id), 7,
        )  # fmt: skip
        assert line["logger"] == "ringdesk.tests.logs" and line["ts"].endswith("Z")
        logs.identify(tenant_id, 7)
        assert logs.present().tenant_id is None  # outside there is nobody


class TestRecentRecords:
    def test_are_dropped_and_counted_when_there_is_no_room(self, log: logging.Logger) -> None:
        recent = logs.RecentRecords(most=3)
        log.addHandler(recent)
        for n in range(5):
            log.info("%d", n)
        assert recent.dropped == 2
        taken = recent.take(2)
        assert [entry.message for entry in taken] == ["0", "1"]
        recent.put_back(taken)
        assert [entry.message for entry in recent.take(9)] == ["0", "1", "2"]

    def test_are_ours_from_info_and_others_from_warning(self) -> None:
        kept = [
            (name, level)
            for name in ("ringdesk.x", logs.ACCESS, "other")
            for level in (logging.DEBUG, logging.INFO, logging.WARNING)
            if logs.worth_keeping(logging.makeLogRecord({"name": name, "levelno": level}))
        ]
        assert kept == [
            ("ringdesk.x", logging.INFO), ("ringdesk.x", logging.WARNING),
            (logs.ACCESS, logging.WARNING), ("other", logging.WARNING),
        ]  # fmt: skip

    def test_have_the_error_but_not_its_traceback(self, log: logging.Logger) -> None:
        recent = logs.RecentRecords()
        log.addHandler(recent)
        try:
            raise OSError("the carrier is away")
        except OSError:
            log.exception("A job failed")
        (entry,) = recent.take(9)
        assert entry.metadata == {"exception": "OSError: the carrier is away"}


class TestConfigureLogging:
    def test_sets_up_one_stream_and_gives_the_records(self) -> None:
        root, before = logging.getLogger(), list(logging.getLogger().handlers)
        ours = logging.getLogger("ringdesk")
        level_before, root_level_before = ours.level, root.level
        output = io.StringIO()
        try:
            recent = logs.configure_logging("INFO", json=True, stream=output)
            logging.getLogger("ringdesk.x").info("Ours")
            logging.getLogger("asyncpg").info("Theirs")
            logging.getLogger("uvicorn.access").info("GET /ws?token=abc")
        finally:
            root.handlers[:] = before
            root.setLevel(root_level_before)
            ours.setLevel(level_before)
        assert only(output)["message"] == "Ours"
        assert [entry.logger for entry in recent.take(9)] == ["x"]
