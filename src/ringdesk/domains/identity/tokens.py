"""Access tokens (signed, 12 hours) and refresh tokens (opaque, one use, only a hash is kept)."""

import hashlib
import hmac
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from msgspec import Struct

from ringdesk.kernel.errors import NotSignedIn

ALGORITHM = "HS256"
ISSUER = "ringdesk"
ACCESS_S = 12 * 3600
REFRESH = timedelta(days=30)
RESET = timedelta(minutes=30)
SOCKET_TICKET = timedelta(seconds=30)
GRACE = timedelta(seconds=5)  # a lost answer must not sign anybody out
LONGEST_TOKEN = 2048
API = "rd_"  # what API tokens begin with, so that people and scanners know one when they see it


class Claims(Struct, frozen=True):
    person_id: int
    tenant_id: UUID
    session_id: UUID
    expires_at: float


class ApiClaims(Struct, frozen=True):
    """Whose it was when it was made. What it may now only the database knows."""

    tenant_id: UUID
    person_id: int
    secret: bytes


class Signer:
    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._api_key = hmac.new(secret, b"api token", hashlib.sha256).digest()
        self._key = OctKey.import_key(hmac.new(secret, b"access", hashlib.sha256).hexdigest())
        self._claims = jwt.JWTClaimsRegistry(
            exp={"essential": True}, iss={"essential": True, "value": ISSUER}
        )

    def sign(
        self, *, person_id: int, tenant_id: UUID, session_id: UUID, lasts_s: int = ACCESS_S
    ) -> str:
        now = int(time.time())
        claims = {
            "iss": ISSUER, "sub": str(person_id), "tenant": str(tenant_id), "sid": str(session_id),
            "iat": now, "exp": now + lasts_s,
        }  # fmt: skip
        return jwt.encode({"alg": ALGORITHM, "typ": "at+jwt"}, claims, self._key)

    def read(self, token: str) -> Claims:
        """Signature, type, issuer and time; NotSignedIn for whatever is wrong with them."""
        if len(token) > LONGEST_TOKEN:
            raise NotSignedIn
        try:
            decoded = jwt.decode(token, self._key, algorithms=[ALGORITHM])
            if decoded.header.get("typ") != "at+jwt":
                raise NotSignedIn
            self._claims.validate(decoded.claims)
            claims = decoded.claims
            return Claims(
                int(claims["sub"]), UUID(claims["tenant"]), UUID(claims["sid"]), claims["exp"]
            )
        except (JoseError, KeyError, ValueError, TypeError, RecursionError) as error:
            raise NotSignedIn from error

    # An API token is `rd_` and tenant, person, 128 random bits, and a seal of ours over them: an
    # invented one is known for what it is without the database. A hash of the bits is kept.

    def make_api_token(self, tenant_id: UUID, person_id: int) -> tuple[str, bytes]:
        """The token, and its secret."""
        secret = secrets.token_bytes(16)
        body = tenant_id.bytes + person_id.to_bytes(8) + secret
        return API + urlsafe_b64encode(body + self._seal(body)).decode().rstrip("="), secret

    def read_api_token(self, token: str) -> ApiClaims:
        """NotSignedIn if it never was one of ours."""
        body = token.removeprefix(API)
        if body == token or len(body) > LONGEST_TOKEN:
            raise NotSignedIn
        try:
            raw = urlsafe_b64decode(body + "=" * (-len(body) % 4))
        except ValueError as error:
            raise NotSignedIn from error
        if len(raw) != 56 or not hmac.compare_digest(self._seal(raw[:40]), raw[40:]):
            raise NotSignedIn
        if urlsafe_b64encode(raw).decode().rstrip("=") != body:  # a token is written in one way
            raise NotSignedIn
        return ApiClaims(UUID(bytes=raw[:16]), int.from_bytes(raw[16:24]), raw[24:40])

    def _seal(self, body: bytes) -> bytes:
        return hmac.new(self._api_key, body, hashlib.sha256).digest()[:16]

    # A refresh token is `tenant.session.secret`. The secret's successor is made from it with our
    # key: the two answers to two parallel refreshes are the same one, and nobody else can tell it.

    def first_refresh(self) -> bytes:
        return secrets.token_bytes(32)

    def next_refresh(self, shown: bytes) -> bytes:
        return hmac.new(self._secret, b"refresh" + shown, hashlib.sha256).digest()


def digest(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()


def pack(tenant_id: UUID, session_id: UUID, secret: bytes) -> str:
    return urlsafe_b64encode(tenant_id.bytes + session_id.bytes + secret).decode().rstrip("=")


def unpack(token: str) -> tuple[UUID, UUID, bytes]:
    """Tenant, session, secret; NotSignedIn if it never was one of ours."""
    if len(token) > LONGEST_TOKEN:
        raise NotSignedIn
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError as error:
        raise NotSignedIn from error
    if len(raw) != 64:
        raise NotSignedIn
    return UUID(bytes=raw[:16]), UUID(bytes=raw[16:32]), raw[32:]
