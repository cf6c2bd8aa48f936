"""Who hears whom. One table gives conference, hold, listening in, whispering and barging."""

from typing import Literal, NamedTuple, TypeAlias

# party: who called or was called, and whoever a call was transferred to; ringing: who was called,
# and did not answer yet; the last three are supervisors, by what they do at the moment.
Role: TypeAlias = Literal["party", "ringing", "agent", "listen", "whisper", "barge"]


class Voice(NamedTuple):
    """Somebody in a call. `held`: given music, and neither hearing nor heard."""

    role: Role
    held: bool = False
    muted: bool = False


def hears(listener: Voice, speaker: Voice) -> bool:
    """Of two different voices of one call."""
    if listener.held or speaker.held or speaker.muted or speaker.role == "listen":
        return False
    if listener.role == "ringing":  # a room in which nobody picked up is told nothing
        return False
    return speaker.role != "whisper" or listener.role == "agent"
