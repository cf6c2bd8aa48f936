"""An authority of our own that vouches for trunks."""

import datetime
import ipaddress

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = datetime.timedelta(days=1)


def name_of(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def key_text(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()  # fmt: skip


class Authority:
    def __init__(self, called: str = "An authority") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = name_of(called)
        found = self._made(self._name, self._key.public_key(), lasts=DAY).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        self.pem = self._signed(found)

    def certificate(self, *names: str, lasts: datetime.timedelta = DAY) -> str:
        """With its key, for hosts and addresses."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = self._made(name_of(names[0]), key.public_key(), lasts=lasts).add_extension(
            x509.SubjectAlternativeName([alternative(one) for one in names]), critical=False
        )
        return self._signed(made) + key_text(key)

    def _made(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, *, lasts: datetime.timedelta
    ) -> x509.CertificateBuilder:
        now = datetime.datetime.now(datetime.UTC)
        return (
            x509.CertificateBuilder().subject_name(subject).issuer_name(self._name)
            .public_key(key).serial_number(x509.random_serial_number())
            .not_valid_before(now - 30 * DAY).not_valid_after(now + lasts)
        )  # fmt: skip

    def _signed(self, made: x509.CertificateBuilder) -> str:
        done = made.sign(self._key, hashes.SHA256())
        return done.public_bytes(serialization.Encoding.PEM).decode()


def alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
