"""Who was invited and did not come yet."""

from typing import Self

from litestar import Router, delete, get, post
from litestar.params import FromPath
from msgspec import Struct

from ringdesk.api.desk import InDesk
from ringdesk.api.door import InWork, Said, raises
from ringdesk.domains import identity
from ringdesk.kernel.errors import Conflict, NotAllowed, TooMany
from ringdesk.wire.times import Time, utc


class InvitationOut(Struct, frozen=True, kw_only=True):
    """`status`: "invited", or "expired" when its seven days are over."""

    id: int
    email: str
    role: str
    status: str
    invited_by: int | None
    created_at: Time
    sent_at: Time
    expires_at: Time

    @classmethod
    def of(cls, one: identity.Invitation) -> Self:
        return cls(
            id=one.id, email=one.email, role=one.role, status=one.state, invited_by=one.invited_by,
            created_at=utc(one.created_at), sent_at=utc(one.sent_at),
            expires_at=utc(one.expires_at),
        )  # fmt: skip


@get("/invitations", responses=raises(NotAllowed))
async def invitations(work: InWork) -> list[InvitationOut]:
    """Those that nobody followed yet, the latest first."""
    return [InvitationOut.of(one) for one in await identity.list_invitations(work)]


@get("/invitations/{invitation_id:int}", responses=raises(identity.InvitationNotFound, NotAllowed))
async def get_invitation(invitation_id: FromPath[int], work: InWork) -> InvitationOut:
    """One that nobody followed yet."""
    return InvitationOut.of(await identity.get_invitation(work, invitation_id=invitation_id))


@post(
    "/invitations/{invitation_id:int}/resend", status_code=200,
    responses=raises(identity.InvitationNotFound, NotAllowed, Conflict, TooMany),
)  # fmt: skip
async def resend(invitation_id: FromPath[int], work: InWork, desk: InDesk) -> InvitationOut:
    """A new link for seven more days; the old one is void."""
    found = await identity.resend(work, invitation_id=invitation_id, address=desk.settings.address)
    return InvitationOut.of(found)


@delete(
    "/invitations/{invitation_id:int}", status_code=200,
    responses=raises(identity.InvitationNotFound, NotAllowed),
)  # fmt: skip
async def withdraw(invitation_id: FromPath[int], work: InWork) -> Said:
    """The link is void from now on."""
    await identity.withdraw(work, invitation_id=invitation_id)
    return Said("Invitation withdrawn")


router = Router(
    "/api/app", route_handlers=[invitations, get_invitation, resend, withdraw], tags=["web app"]
)
