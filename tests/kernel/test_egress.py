"""Every way around the egress client that others met, tried on real sockets of the loopback.

No test connects to a public address: where "a public one" is needed, loopback addresses that the
operator named stand for it, and what is refused is refused before anything connects.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ringdesk.kernel.addresses import may_reach
from ringdesk.kernel.egress import Bounds, Egress, EgressError

pytestmark = pytest.mark.anyio

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Kind: plain\r\n\r\nok"
PRIVATE = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1",
    "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200",
    "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.88.99.1", "168.63.129.16",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1",
    "2001:0:7f00:1::", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
    "2001:db8::1", "100::1", "not an address", "",
]  # fmt: skip


class Server:
    """Speaks what it was told to whoever connects, and keeps what it heard."""

    def __init__(self, pieces: list[bytes], pause_s: float | None = None) -> None:
        self.pieces, self.pause_s = pieces, pause_s
        self.heard: list[bytes] = []
        self.names: list[str | None] = []

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            self.heard.append(await reader.readuntil(b"\r\n\r\n"))
            for piece in self.pieces:
                writer.write(piece)
                await writer.drain()
                if self.pause_s is not None and await self._is_left(reader, self.pause_s):
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _is_left(self, reader: asyncio.StreamReader, seconds: float) -> bool:
        """Whether the other side has had enough within that time."""
        try:
            return await asyncio.wait_for(reader.read(1), seconds) == b""
        except TimeoutError:
            return False

    @asynccontextmanager
    async def serving(
        self, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
    ) -> AsyncIterator[int]:
        server = await asyncio.start_server(self.answer, host, port, ssl=tls)
        async with server:
            yield server.sockets[0].getsockname()[1]


class Names:
    """A resolver that says what it was told, one answer after the other; the last one stays."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers, self.asked = list(answers), 0

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked += 1
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return found


async def refusal(egress: Egress, url: str, *, at_home: bool = False, **bounds: float) -> str:
    limits = Bounds(plain_http=True, **bounds)  # type: ignore[arg-type]
    with pytest.raises(EgressError) as refused:
        await egress.send("GET", url, bounds=limits, at_home=at_home)
    return refused.value.reason


class TestAnAddress:
    @pytest.mark.parametrize("address", PRIVATE)
    async def test_that_is_not_public_is_not_reached(self, address: str) -> None:
        assert not may_reach(address)

    @pytest.mark.parametrize(
        "address", ["1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "64:ff9b::101:101"]
    )
    async def test_that_is_public_may_be_reached(self, address: str) -> None:
        assert may_reach(address)

    @pytest.mark.parametrize(
        ("address", "reached"),
        [("127.0.0.1", True), ("::1", True), ("10.0.0.1", True), ("fc00::1", True),
         ("169.254.169.254", False), ("fe80::1", False), ("::ffff:169.254.169.254", False),
         ("224.0.0.1", False), ("0.0.0.0", False)],
    )  # fmt: skip
    async def test_of_the_operators_is_private_but_never_the_clouds(
        self, address: str, reached: bool
    ) -> None:
        assert may_reach(address, private_too=True) is reached


class TestASpelling:
    @pytest.mark.parametrize(
        "host",
        ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0x7f.1", "0x7f000001",
         "127.1", "2130706433", "0177.0.0.1", "017700000001", "127.0.0.1.", "127.0.0.01",
         "localhost", "LOCALHOST", "localhost.", "１２７.０.０.１", "①②⑦.0.0.1", "[fe80::1%25eth0]",
         "[::]", "0", "0.0.0.0", "a..b", "exa mple.org", "-.org", "%6cocalhost", "127.0.0.1%00.org",
         "x" * 64 + ".org", ("x" * 60 + ".") * 5 + "org", ""],
    )  # fmt: skip
    async def test_of_the_loopback_reaches_nobody(self, host: str) -> None:
        server = Server([OK])
        async with server.serving() as port:
            url = f"http://{host}:{port}/"
            reason = await refusal(Egress(), url)
            with pytest.raises(EgressError):
                await Egress().check(url, plain_http=True)
        assert reason in ("bad_address", "forbidden_address", "unresolvable")
        assert server.heard == []

    @pytest.mark.parametrize(
        "url",
        ["ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "//example.org/",
         "example.org", "", "https://", "https://user:secret@example.org/", "http://example.org:25/",
         "https://example.org:22/", "https://example.org:99999/", "https://example.org:0/", "https://example.org:0x50/",
         "https://example.org/" + "a" * 2000, "https://exam\nple.org/", "javascript:alert(1)"],
    )  # fmt: skip
    async def test_of_something_else_is_no_address(self, url: str) -> None:
        assert await refusal(Egress(resolve=Names(["1.1.1.1"])), url) == "bad_address"

    async def test_without_tls_is_for_who_says_so(self) -> None:
        egress = Egress(resolve=Names(["1.1.1.1"]))
        await egress.check("https://models.test/v1")
        await egress.check("http://models.test/v1", plain_http=True)
        with pytest.raises(EgressError, match="bad_address"):
            await egress.check("http://models.test/v1")


class TestAName:
    @pytest.mark.parametrize(
        "found", [["127.0.0.1"], ["1.1.1.1", "10.0.0.1"], ["::ffff:127.0.0.1"], ["fe80::1%lo"]]
    )
    async def test_with_one_private_address_is_refused(self, found: list[str]) -> None:
        assert await refusal(Egress(resolve=Names(found)), "http://evil.test/") == (
            "forbidden_address"
        )

    async def test_that_nobody_knows_is_refused_now_and_looked_at_again_later(self) -> None:
        """A failed look-up must not count as a passed check."""
        egress = Egress(resolve=Names([], ["127.0.0.1"]))
        with pytest.raises(EgressError, match="unresolvable"):
            await egress.check("https://evil.test/")
        assert await refusal(egress, "http://evil.test/") == "forbidden_address"

    async def test_that_was_public_when_it_was_saved_is_refused_when_it_no_longer_is(self) -> None:
        server, names = Server([OK]), Names(["1.1.1.1"], ["127.0.0.1"])
        egress = Egress(resolve=names)
        async with server.serving() as port:
            url = f"http://evil.test:{port}/"
            await egress.check(url, plain_http=True)
            assert await refusal(egress, url) == "forbidden_address"
        assert server.heard == []

    async def test_is_asked_once_and_its_answer_is_where_we_connect(self) -> None:
        """DNS rebinding: what the name says after the check goes nowhere."""
        checked, rebound = Server([OK]), Server([OK])
        names = Names(["127.0.0.2"], ["127.0.0.3"])
        async with checked.serving("127.0.0.2") as port, rebound.serving("127.0.0.3", port):
            egress = Egress(allow=["rebinder.test"], resolve=names)
            url = f"http://rebinder.test:{port}/path?q=1"
            answer = await egress.send("GET", url, at_home=True)
        assert (answer.status, answer.body, answer.headers["x-kind"]) == (200, b"ok", "plain")
        assert (len(checked.heard), rebound.heard, names.asked) == (1, [], 1)
        assert checked.heard[0].startswith(b"GET /path?q=1 HTTP/1.1\r\n")
        assert f"Host: rebinder.test:{port}\r\n".encode() in checked.heard[0]

    async def test_of_several_addresses_is_tried_until_one_answers(self) -> None:
        server = Server([OK])
        async with server.serving("127.0.0.3") as port:
            egress = Egress(allow=["two.test"], resolve=Names(["127.0.0.2", "127.0.0.3"]))
            answer = await egress.send("GET", f"http://two.test:{port}/", at_home=True)
        assert answer.status == 200

    async def test_whose_server_is_silent_takes_no_longer_than_we_wait(self) -> None:
        async def silent(host: str, port: int) -> list[str]:
            await asyncio.Event().wait()
            return []

        egress = Egress(resolve=silent)
        assert await refusal(egress, "http://slow.test/", connect_s=0.05) == "unresolvable"

    async def test_is_asked_of_the_system(self) -> None:
        assert await refusal(Egress(), "http://localhost:9000/") == "forbidden_address"
        assert await refusal(Egress(), "http://nobody.invalid/") == "unresolvable"


class TestWhatTheOperatorNamed:
    @pytest.mark.parametrize("entry", ["127.0.0.1", "127.0.0.1:{port}", " 127.0.0.1 "])
    async def test_is_reached_from_home_only(self, entry: str) -> None:
        server = Server([OK])
        async with server.serving() as port:
            egress = Egress(allow=[entry.format(port=port)])
            url = f"http://127.0.0.1:{port}/"
            assert (await egress.send("GET", url, at_home=True)).body == b"ok"
            assert await refusal(egress, url) == "forbidden_address"
        assert len(server.heard) == 1

    async def test_opens_no_other_host_and_no_other_port(self) -> None:
        egress = Egress(allow=["127.0.0.1:11434", "named.test"], resolve=Names(["10.0.0.9"]))
        for url in ("http://127.0.0.1:11435/", "http://127.0.0.2:11434/", "http://other.test/",
                    "http://sub.named.test/", "http://named.test.evil.test/"):  # fmt: skip
            assert await refusal(egress, url, at_home=True) == "forbidden_address"

    async def test_cannot_become_the_clouds_own_address(self) -> None:
        egress = Egress(allow=["named.test"], resolve=Names(["169.254.169.254"]))
        assert await refusal(egress, "http://named.test/", at_home=True) == "forbidden_address"


@pytest.fixture
def home() -> Callable[[int], tuple[Egress, str]]:
    """An egress client for a server of the operator's, and its address."""
    return lambda port: (Egress(allow=["127.0.0.1"]), f"http://127.0.0.1:{port}/")


Home = Callable[[int], tuple[Egress, str]]


class TestAnAnswer:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    async def test_that_leads_elsewhere_is_not_followed(self, status: int, home: Home) -> None:
        target = Server([OK])
        async with target.serving() as elsewhere:
            told = f"HTTP/1.1 {status} Moved\r\nLocation: http://127.0.0.1:{elsewhere}/\r\n"
            mover = Server([told.encode() + b"Content-Length: 0\r\n\r\n"])
            async with mover.serving() as port:
                egress, url = home(port)
                assert await refusal(egress, url, at_home=True) == "redirected"
        assert (len(mover.heard), target.heard) == (1, [])

    @pytest.mark.parametrize(
        "head", [b"Content-Length: 5000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n1388\r\n"]
    )
    async def test_that_is_too_large_is_given_up(self, head: bytes, home: Home) -> None:
        server = Server([b"HTTP/1.1 200 OK\r\n" + head, b"x" * 5000])
        async with server.serving() as port:
            egress, url = home(port)
            assert await refusal(egress, url, at_home=True, most_bytes=1000) == "too_large"

    async def test_that_comes_byte_by_byte_ends_when_the_time_is_over(self, home: Home) -> None:
        drops = [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", *[b"x"] * 90]
        async with Server(drops, pause_s=0.02).serving() as port:
            egress, url = home(port)
            reason = await refusal(egress, url, at_home=True, total_s=0.2, read_s=5)
        assert reason == "timed_out"

    @pytest.mark.parametrize("pieces", [[b""], [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"]])
    async def test_that_stops_coming_is_not_waited_for(
        self, pieces: list[bytes], home: Home
    ) -> None:
        async with Server(pieces, pause_s=5).serving() as port:
            egress, url = home(port)
            assert await refusal(egress, url, at_home=True, read_s=0.1) == "timed_out"

    async def test_that_is_packed_is_not_unpacked(self, home: Home) -> None:
        packed = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok"
        server = Server([packed])
        async with server.serving() as port:
            egress, url = home(port)
            assert await refusal(egress, url, at_home=True) == "bad_answer"
        assert b"Accept-Encoding: identity\r\n" in server.heard[0]

    @pytest.mark.parametrize(
        ("pieces", "reason"),
        [([b"220 mail.test ESMTP\r\n"], "bad_answer"), ([], "bad_answer"),
         ([b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"], "bad_answer"),
         ([b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000], "bad_answer")],
    )  # fmt: skip
    async def test_that_is_none_is_told_apart(
        self, pieces: list[bytes], reason: str, home: Home
    ) -> None:
        async with Server(pieces).serving() as port:
            egress, url = home(port)
            assert await refusal(egress, url, at_home=True) == reason

    async def test_that_nobody_gives_is_told_apart(self, home: Home) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        egress, url = home(port)
        assert await refusal(egress, url, at_home=True) == "unreachable"

    async def test_is_not_asked_of_a_proxy_that_the_environment_names(
        self, home: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        proxy, server = Server([OK]), Server([OK])
        async with proxy.serving() as other, server.serving() as port:
            monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{other}")
            monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{other}")
            egress, url = home(port)
            await egress.send("GET", url, at_home=True)
        assert (len(server.heard), proxy.heard) == (1, [])


class Authority:
    """One that only these tests trust."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._key = folder, ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        self.certificate = self._certificate(self._name, self._key, is_authority=True)

    def _certificate(
        self, name: x509.Name, key: ec.EllipticCurvePrivateKey, *, is_authority: bool,
        host: str = "",
    ) -> x509.Certificate:  # fmt: skip
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder().subject_name(name).issuer_name(self._name)
            .public_key(key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(hours=1))
            .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        )  # fmt: skip
        if host:
            names = x509.SubjectAlternativeName([x509.DNSName(host)])
            builder = builder.add_extension(names, critical=False)
        return builder.sign(self._key, hashes.SHA256())

    def server_for(self, host: str, heard: list[str | None]) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        made = self._certificate(name, key, is_authority=False, host=host)
        plain = serialization.NoEncryption()
        pem = serialization.Encoding.PEM
        file = self._folder / f"{host}.pem"
        form = serialization.PrivateFormat.PKCS8
        file.write_bytes(made.public_bytes(pem) + key.private_bytes(pem, form, plain))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        context.sni_callback = lambda _, name, __: heard.append(name)
        return context

    def trusting(self) -> ssl.SSLContext:
        pem = self.certificate.public_bytes(serialization.Encoding.PEM).decode()
        context = ssl.create_default_context(cadata=pem)
        # Certificates made here in a hurry have no key identifiers, which the strict mode wants.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        return context


class TestTls:
    async def test_is_verified_against_the_name_at_the_pinned_address(self, tmp_path: Path) -> None:
        authority, server = Authority(tmp_path), Server([OK])
        heard: list[str | None] = []
        async with server.serving(tls=authority.server_for("models.test", heard)) as port:
            egress = Egress(
                allow=["models.test"], resolve=Names(["127.0.0.1"]), trust=authority.trusting()
            )
            answer = await egress.send("GET", f"https://models.test:{port}/", at_home=True)
        assert answer.body == b"ok" and heard == ["models.test"]

    async def test_of_another_name_is_refused(self, tmp_path: Path) -> None:
        authority, server = Authority(tmp_path), Server([OK])
        async with server.serving(tls=authority.server_for("other.test", [])) as port:
            egress = Egress(
                allow=["models.test"], resolve=Names(["127.0.0.1"]), trust=authority.trusting()
            )
            reason = await refusal(egress, f"https://models.test:{port}/", at_home=True)
        assert (reason, server.heard) == ("unreachable", [])

    async def test_of_an_authority_nobody_knows_is_refused(self, tmp_path: Path) -> None:
        authority, server = Authority(tmp_path), Server([OK])
        async with server.serving(tls=authority.server_for("models.test", [])) as port:
            egress = Egress(allow=["models.test"], resolve=Names(["127.0.0.1"]))
            reason = await refusal(egress, f"https://models.test:{port}/", at_home=True)
        assert (reason, server.heard) == ("unreachable", [])
