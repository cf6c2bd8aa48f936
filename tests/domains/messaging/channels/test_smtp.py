"""SMTP's TLS and sign-in, against a server whose certificate the test vouches for."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ringdesk.domains.messaging.channels.channel import Letter, Setup, TryLater
from ringdesk.domains.messaging.channels.smtp.sender import SmtpSender
from ringdesk.domains.messaging.channels.smtp.settings import SmtpSettings
from ringdesk.kernel.egress import Egress
from tests.domains.messaging.mail_server import Mails, mail_server

pytestmark = pytest.mark.anyio

LETTER = Letter(
    id="msg_7", channel="email", recipient="ann@example.org", sender="desk@example.org",
    subject="Hello", text="How are you?",
)  # fmt: skip


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Of 127.0.0.1, by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]),
                       critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("tls")
    public, private = folder / "cert.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ))  # fmt: skip
    yield public, private


def serving(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def sender(port: int, trust: ssl.SSLContext | None, password: str, **changes: Any) -> SmtpSender:
    settings = SmtpSettings(host="127.0.0.1", port=port, username="desk", **changes)
    return SmtpSender(Setup(
        tenant_id=uuid4(), provider_id=1, key="k", settings=settings,
        secrets={"password": password}, sender="desk@example.org", sender_name="", at_home=True,
        egress=Egress(allow=["127.0.0.1"], trust=trust), office=None, vault=None,  # type: ignore[arg-type]
        public_url="http://desk.test",
    ), settings)  # fmt: skip


class TestAnEncryptedLine:
    @pytest.mark.parametrize("security", ["starttls", "tls"])
    async def test_carries_a_mail_and_the_password(
        self, certificate: tuple[Path, Path], security: str
    ) -> None:
        mails = Mails()
        trust = ssl.create_default_context(cafile=str(certificate[0]))
        implicit = security == "tls"
        server = mail_server(mails, tls=serving(certificate), implicit=implicit, password="sesame")
        async with server as port:
            client = sender(port, trust, "sesame", security=security)
            assert (await client.check()).ok
            assert (await client.send(LETTER)).provider_id == "<msg_7@example.org>"
            await client.close()
        assert len(mails.to("ann@example.org")) == 1

    @pytest.mark.parametrize("security", ["starttls", "tls"])
    async def test_is_not_trusted_without_a_certificate_we_know(
        self, certificate: tuple[Path, Path], security: str
    ) -> None:
        mails = Mails()
        implicit = security == "tls"
        server = mail_server(mails, tls=serving(certificate), implicit=implicit, password="sesame")
        async with server as port:
            client = sender(port, None, "sesame", security=security)
            with pytest.raises(TryLater) as refused:
                await client.send(LETTER)
        assert refused.value.away
        assert mails.taken == []

    async def test_with_a_wrong_password_lets_the_provider_rest(
        self, certificate: tuple[Path, Path]
    ) -> None:
        trust = ssl.create_default_context(cafile=str(certificate[0]))
        async with mail_server(Mails(), tls=serving(certificate), password="sesame") as port:
            found = await sender(port, trust, "wrong", security="starttls").check()
        assert not found.ok
        assert "password" in found.says


class TestAnOpenLine:
    async def test_is_never_used_where_tls_was_asked_for(self) -> None:
        mails = Mails()
        async with mail_server(mails) as port:
            with pytest.raises(TryLater):
                await sender(port, None, "sesame", security="starttls").send(LETTER)
        assert mails.taken == []
