"""What others entrusted to us (keys of model providers, of carriers) sealed before it is stored.

AES-256-GCM; the key is derived from the installation's secret by HKDF-SHA256 (RFC 5869), and its
id stands in front of what it sealed, so that a secret can be replaced while old ones still open.
A seal names what it is for: moved to another row or tenant it does not open.
"""

import base64
import os
from collections.abc import Iterable
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ringdesk.kernel.settings import Settings

INFO = b"ringdesk sealed credentials, 1"
NONCE = 12  # bytes, random: safe for 2**32 seals of one key (NIST SP 800-38D, 8.3)


class CannotOpen(Exception):
    """Sealed with a secret that this installation no longer knows, or for something else."""


class Vault:
    def __init__(self, secret: bytes, former: Iterable[bytes] = ()) -> None:
        keys = [_key(one) for one in (secret, *former)]
        self._newest = _id(keys[0])
        self._keys = {_id(key): AESGCM(key) for key in reversed(keys)}

    @classmethod
    def of(cls, settings: Settings) -> "Vault":
        """`RINGDESK_SECRET` seals; that, and `RINGDESK_FORMER_SECRETS`, open."""
        return cls(settings.secret_key(), [one.encode() for one in settings.former_secrets])

    def seal(self, text: str, *, purpose: str) -> str:
        """`key id.nonce and ciphertext`, URL-safe base64. `purpose` names tenant and row."""
        nonce = os.urandom(NONCE)
        sealed = self._keys[self._newest].encrypt(nonce, text.encode(), purpose.encode())
        return f"{self._newest}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, *, purpose: str) -> str:
        """Raises CannotOpen."""
        key_id, _, body = sealed.partition(".")
        try:
            raw = base64.b64decode(body, altchars=b"-_", validate=True)
            opened = self._keys[key_id].decrypt(raw[:NONCE], raw[NONCE:], purpose.encode())
            return opened.decode()
        except (KeyError, ValueError, InvalidTag) as error:
            raise CannotOpen from error


def _key(secret: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=INFO).derive(secret)


def _id(key: bytes) -> str:
    return sha256(b"id of " + key).hexdigest()[:12]
