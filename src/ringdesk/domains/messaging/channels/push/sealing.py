"""What is pushed, sealed for one browser alone (RFC 8291, aes128gcm of RFC 8188), and our word that
it is from us (VAPID, RFC 8292)."""

import os
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

CURVE = ec.SECP256R1()
POINT = 65  # bytes: uncompressed, with its leading 4
SECRET = 16
RECORD_SIZE = 4096
LAST_RECORD = b"\x02"
# RFC 8291, 4: a push service takes 4,096 bytes for certain; header (86), padding and tag go off.
MOST_BYTES = RECORD_SIZE - 86 - 1 - 16
TOKEN_LIFETIME_S = 12 * 3600  # RFC 8292 allows a day


def decoded(text: str) -> bytes:
    """Base64url with or without padding; ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def key_of(point: bytes) -> ec.EllipticCurvePublicKey:
    """ValueError for what is no point of the curve."""
    if len(point) != POINT:
        raise ValueError("Not an uncompressed point of P-256")
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)


def private_key_of(text: str) -> ec.EllipticCurvePrivateKey:
    """From base64url of its 32 bytes. ValueError."""
    return ec.derive_private_key(int.from_bytes(decoded(text), "big"), CURVE)


def new_private_key() -> str:
    number = ec.generate_private_key(CURVE).private_numbers().private_value
    return encoded(number.to_bytes(32, "big"))


def public_key_of(private: str) -> str:
    """What a browser subscribes with: `applicationServerKey`."""
    return encoded(point_of(private_key_of(private).public_key()))


def sealed(
    plain: bytes, *, browser: bytes, auth: bytes,
    sender: ec.EllipticCurvePrivateKey | None = None, salt: bytes | None = None,
) -> bytes:  # fmt: skip
    """One record. `browser`: its public point; `auth`: the secret it gave us. A key and a salt of
    its own for each message, but for the RFC's example. ValueError."""
    if len(auth) != SECRET or len(plain) > MOST_BYTES:
        raise ValueError("Not a secret of 16 bytes, or too much at once")
    mine = sender or ec.generate_private_key(CURVE)
    salt = os.urandom(SECRET) if salt is None else salt
    point = point_of(mine.public_key())
    shared = mine.exchange(ec.ECDH(), key_of(browser))
    start = _derived(shared, auth, b"WebPush: info\x00" + browser + point, 32)
    key = _derived(start, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(start, salt, b"Content-Encoding: nonce\x00", 12)
    head = salt + RECORD_SIZE.to_bytes(4, "big") + bytes([POINT]) + point
    return head + AESGCM(key).encrypt(nonce, plain + LAST_RECORD, None)


def opened(body: bytes, *, mine: ec.EllipticCurvePrivateKey, auth: bytes) -> bytes:
    """What a browser does with it. ValueError, InvalidTag."""
    salt, point, rest = body[:SECRET], body[21 : 21 + POINT], body[21 + POINT :]
    shared = mine.exchange(ec.ECDH(), key_of(point))
    own = point_of(mine.public_key())
    start = _derived(shared, auth, b"WebPush: info\x00" + own + point, 32)
    key = _derived(start, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(start, salt, b"Content-Encoding: nonce\x00", 12)
    return AESGCM(key).decrypt(nonce, rest, None).rstrip(b"\x00").removesuffix(LAST_RECORD)


def authorization(endpoint: str, private: str, subject: str) -> str:
    """`Authorization` for a push service. `subject`: where its people find us, `mailto:` or
    `https:`."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}", "exp": int(time.time()) + TOKEN_LIFETIME_S,
        "sub": subject,
    }  # fmt: skip
    key = private_key_of(private)
    token = jwt.encode({"typ": "JWT", "alg": "ES256"}, claims, ECKey.import_key(_jwk(key)))
    return f"vapid t={token}, k={encoded(point_of(key.public_key()))}"


def _jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, str | list[str]]:
    point = point_of(key.public_key())
    number = key.private_numbers().private_value
    return {
        "kty": "EC", "crv": "P-256", "x": encoded(point[1:33]), "y": encoded(point[33:]),
        "d": encoded(number.to_bytes(32, "big")),
    }  # fmt: skip


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
