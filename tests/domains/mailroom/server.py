"""A real IMAP server (Dovecot) on loopback, with its own certificate; and mails as they come."""

import asyncio
import grp
import imaplib
import os
import pwd
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

# Without root everything runs as whoever runs the tests, and nothing can be locked in.
ROOTLESS = """
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
service imap-login {{
  chroot =
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""
PASSWORD = "mail-is-slow"
HOST = "localhost"

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
mail_location = maildir:{folder}/mail/%u
{users}
first_valid_uid = 0
mail_max_userip_connections = 1000
service imap-login {{
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
"""


@dataclass
class ImapServer:
    """Every user there is, with one password; a mailbox is made by signing in."""

    folder: Path
    port: int
    trust: ssl.SSLContext

    def client(self, user: str) -> imaplib.IMAP4_SSL:
        made = imaplib.IMAP4_SSL(HOST, self.port, ssl_context=self.trust, timeout=10)
        made.login(user, PASSWORD)
        return made

    def deliver(self, user: str, *raws: bytes, folder: str = "INBOX") -> None:
        client = self.client(user)
        for raw in raws:
            status, _ = client.append(folder, "", time.time(), raw)
            assert status == "OK"
        client.logout()

    async def receive(self, user: str, *raws: bytes) -> None:
        await asyncio.to_thread(self.deliver, user, *raws)

    def renumber(self, user: str) -> None:
        """As if the mailbox had been restored from elsewhere: another UIDVALIDITY."""
        client = self.client(user)
        client.create("Kept")
        client.select("INBOX")
        client.copy("1:*", "Kept")
        client.logout()
        shutil.rmtree(self.folder / "mail" / user / ".Kept", ignore_errors=True)
        for name in ("dovecot-uidlist", "dovecot-uidvalidity", "dovecot.index", "dovecot.index.log",
                     "dovecot.index.cache"):  # fmt: skip
            for file in (self.folder / "mail" / user).glob(f"{name}*"):
                file.unlink()


@contextmanager
def imap_server(folder: Path, port: int) -> Iterator[ImapServer]:
    program = shutil.which("dovecot") or "/usr/sbin/dovecot"
    assert Path(program).exists(), "Dovecot is missing: deploy/system-packages installs it"
    authority = make_certificate(folder)
    (folder / "mail").mkdir()
    (folder / "dovecot.conf").write_text(config_for(folder, port))
    config = folder / "dovecot.conf"
    running = subprocess.Popen([program, "-F", "-c", str(config)])
    try:
        wait_for(port)
        yield ImapServer(folder, port, ssl.create_default_context(cafile=str(authority)))
    finally:
        running.terminate()
        running.wait(10)


def config_for(folder: Path, port: int) -> str:
    me, users = pwd.getpwuid(os.getuid()), ""
    if me.pw_uid == 0:  # the package made users for it; mail is nobody's
        me = pwd.getpwnam("nobody")
        os.chown(folder / "mail", me.pw_uid, me.pw_gid)
    else:
        group = grp.getgrgid(me.pw_gid).gr_name
        users = ROOTLESS.format(user=me.pw_name, group=group)
    return CONFIG.format(
        folder=folder, port=port, users=users, password=PASSWORD, uid=me.pw_uid, gid=me.pw_gid
    )


def wait_for(port: int) -> None:
    until = time.monotonic() + 15
    while True:
        try:
            with imaplib.IMAP4_SSL(
                "127.0.0.1", port, ssl_context=ssl._create_unverified_context(), timeout=5
            ):
                return
        except (OSError, imaplib.IMAP4.error):
            if time.monotonic() > until:
                raise
            threading.Event().wait(0.1)  # nothing to hear of it before it listens


def make_certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([
                x509.DNSName(HOST), x509.IPAddress(ip_address("127.0.0.1")),
            ]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "cert.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return folder / "cert.pem"


def mail(
    text: str = "The printer smokes.", *, sender: str = "Ann <ann@customer.example>",
    to: str = "support@desk.example", subject: str = "Printer", files: Any = (),
    html: str | None = None, message_id: str | None = None, **headers: str,
) -> bytes:  # fmt: skip
    """As a mail program writes it. `headers`: underscores are dashes."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Message-ID"] = message_id or f"<{os.urandom(8).hex()}@customer.example>"
    made["Date"] = datetime.now(UTC)
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    if html is not None:
        made.add_alternative(html, subtype="html")
    for name, kind, content in files:
        main, _, sub = kind.partition("/")
        made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()
