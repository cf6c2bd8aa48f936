"""Sound that nobody on the way hears or forges: SRTP (RFC 3711), AES_CM_128_HMAC_SHA1_80, by
libsrtp. The keys come with the descriptions (RFC 4568)."""

from typing import NamedTuple

from pylibsrtp import Error, Policy, Session

KEY_BYTES = 30  # 16 of a key, 14 of its salt


class Keys(NamedTuple):
    """Each side's own, of what it sends."""

    ours: bytes
    theirs: bytes


class Cipher:
    """Of one stream, both ways. A key that stays the same goes on where it was: a counter that
    began anew under it would give away what was said."""

    def __init__(self) -> None:
        self._keys: Keys | None = None
        self._out: Session | None = None
        self._in: Session | None = None

    @property
    def is_on(self) -> bool:
        return self._keys is not None

    def use(self, keys: Keys | None) -> None:
        before, self._keys = self._keys, keys
        if keys is None:
            self._out = self._in = None
            return
        if before is None or before.ours != keys.ours:
            self._out = Session(Policy(key=keys.ours, ssrc_type=Policy.SSRC_ANY_OUTBOUND))
        if before is None or before.theirs != keys.theirs:
            self._in = Session(Policy(key=keys.theirs, ssrc_type=Policy.SSRC_ANY_INBOUND))

    def closed(self, packet: bytes) -> bytes:
        return packet if self._out is None else self._out.protect(packet)

    def opened(self, packet: bytes) -> bytes | None:
        """None: forged, repeated, or nothing of the sort."""
        if self._in is None:
            return packet
        try:
            return self._in.unprotect(packet)
        except Error:
            return None
