"""What browsers and the house say to each other about softphones."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from ringdesk.kernel.errors import AppError, NotAllowed
from ringdesk.realtime.letter import Letter

Sdp = Annotated[str, Meta(min_length=1, max_length=40_000, pattern="^v=0")]


class Offer(Struct, frozen=True, forbid_unknown_fields=True):
    """Replaces any connection that the person had; they stay in their call."""

    sdp: Sdp


class Candidate(Struct, frozen=True, forbid_unknown_fields=True):
    """RTCIceCandidateInit."""

    candidate: Annotated[str, Meta(min_length=1, max_length=1000)]
    sdp_mid: Annotated[str, Meta(max_length=64)] | None = None
    sdp_m_line_index: Annotated[int, Meta(ge=0, le=255)] | None = None


class Key(Struct, frozen=True, forbid_unknown_fields=True):
    digit: Literal[
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#", "A", "B", "C", "D"
    ]  # fmt: skip


class Mute(Struct, frozen=True, forbid_unknown_fields=True):
    on: bool


class HangUp(Struct, frozen=True, forbid_unknown_fields=True):
    """The call that they are in. The softphone stays."""


class Answered(Struct, frozen=True):
    sdp: str


class State(Struct, frozen=True):
    """`call_id`: of the call they are in; `held`: its party waits with music; `supervising`: as
    what they are in another's call (listen, whisper, barge). `refused`: why there is no softphone,
    as an error's code: another offer is refused, too, until their rights are others."""

    connected: bool
    call_id: int | None
    held: bool
    supervising: str | None
    refused: str | None = None


def refusal(error: AppError) -> Letter:
    """There is no softphone. Only who may not call is told not to ask again: who has to sign in
    may do so, and go on."""
    code = error.code if isinstance(error, NotAllowed) else None
    return Letter("softphone.state", State(False, None, False, None, refused=code))
