"""The sound of calls: legs, who hears whom, prompts, keys, recordings, browsers."""

from ringdesk.domains.telephony.media.legs import CallEnded, Leg
from ringdesk.domains.telephony.media.link import MediaFailed
from ringdesk.domains.telephony.media.plane import IceServer, Media, PersonState, Supervising
from ringdesk.domains.telephony.media.ports import Range
from ringdesk.domains.telephony.media.rtp import Far

__all__ = [
    "CallEnded", "Far", "IceServer", "Leg", "Media", "MediaFailed", "PersonState", "Range",
    "Supervising",
]  # fmt: skip
