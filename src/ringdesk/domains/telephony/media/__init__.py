"""The sound of calls: legs, who hears whom, prompts, keys, recordings, browsers."""

from ringdesk.domains.telephony.media.legs import CallEnded, Leg
from ringdesk.domains.telephony.media.link import MediaFailed
from ringdesk.domains.telephony.media.plane import IceServer, Media, PersonState, Supervising
from ringdesk.domains.telephony.media.ports import Range
from ringdesk.domains.telephony.media.rtp import Far
from ringdesk.domains.telephony.media.srtp import KEY_BYTES, Keys

__all__ = [
    "KEY_BYTES", "CallEnded", "Far", "IceServer", "Keys", "Leg", "Media", "MediaFailed",
    "PersonState", "Range", "Supervising",
]  # fmt: skip
