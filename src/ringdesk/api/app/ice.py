"""Where a browser finds a way to another one: STUN and TURN servers, with short-lived credentials.

coturn's shared-secret scheme (`use-auth-secret`, draft-uberti-behave-turn-rest-00): the user's name
is "until:whom", the password base64(HMAC-SHA1(secret, name)); coturn needs no list of users."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from litestar import Router, get
from msgspec import UNSET, Struct, UnsetType

from ringdesk.api.desk import InDesk
from ringdesk.api.door import InWork, raises
from ringdesk.domains import conversations, identity
from ringdesk.kernel.settings import Settings
from ringdesk.wire.times import Time, utc


class IceServerOut(Struct, frozen=True):
    """RTCIceServer."""

    urls: list[str]
    username: str | UnsetType = UNSET
    credential: str | UnsetType = UNSET


class IceOut(Struct, frozen=True):
    ice_servers: list[IceServerOut]
    expires_at: Time


def credentials(secret: str, person_id: int, until: datetime) -> tuple[str, str]:
    """Name and password for coturn."""
    username = f"{int(until.timestamp())}:{person_id}"
    signed = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return username, base64.b64encode(signed).decode()


def servers_for(settings: Settings, person_id: int, *, relay: bool, until: datetime) -> IceOut:
    found = []
    if settings.stun_servers:
        found.append(IceServerOut(list(settings.stun_servers)))
    if settings.turn_servers and relay:
        username, credential = credentials(settings.turn_secret, person_id, until)
        found.append(IceServerOut(list(settings.turn_servers), username, credential))
    return IceOut(found, utc(until))


@get("/ice", responses=raises())
async def ice(work: InWork, desk: InDesk) -> IceOut:
    """ICE servers for a call. A customer gets those that relay only while a call of theirs waits or
    goes on: a relay is worth having, and anybody may register."""
    relay = identity.is_staff(work.actor.role) or await conversations.has_open_call(work)
    until = datetime.now(UTC) + timedelta(seconds=desk.settings.turn_lifetime_s)
    return servers_for(desk.settings, work.actor.id, relay=relay, until=until)


router = Router("/api/app", route_handlers=[ice], tags=["web app"])
