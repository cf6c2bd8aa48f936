"""One's own tokens for programs."""

from typing import Annotated, Self

from litestar import Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from ringdesk.api.desk import InDesk
from ringdesk.api.door import In, InVisit, InWork, Said, raises
from ringdesk.domains import identity
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.times import Time, utc

Scopes = Annotated[list[Annotated[str, Meta(max_length=40)]], Meta(min_length=1, max_length=50)]


class MakeToken(In, frozen=True, kw_only=True):
    """`days`: until it runs out."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    scopes: Scopes
    days: Annotated[int, Meta(ge=1, le=identity.LONGEST_DAYS)] = 90


class TokenOut(Struct, frozen=True, kw_only=True):
    id: int
    name: str
    scopes: list[str]
    created_at: Time
    expires_at: Time
    last_used_at: Time | None

    @classmethod
    def of(cls, one: identity.ApiToken) -> Self:
        return cls(
            id=one.id, name=one.name, scopes=one.scopes, created_at=utc(one.created_at),
            expires_at=utc(one.expires_at),
            last_used_at=None if one.last_used_at is None else utc(one.last_used_at),
        )  # fmt: skip


class NewTokenOut(Struct, frozen=True):
    """`token` is shown this once."""

    token: str
    about: TokenOut


@get("/tokens", responses=raises(NotAllowed))
async def list_tokens(work: InWork) -> list[TokenOut]:
    """One's own, the latest first."""
    return [TokenOut.of(one) for one in await identity.list_tokens(work)]


@post("/tokens", responses=raises(NotAllowed, identity.TooManyTokens))
async def make_token(
    data: JSONBody[MakeToken], work: InWork, visit: InVisit, desk: InDesk
) -> Response[NewTokenOut]:
    """A token for a program: it may what both it and its owner may. `Authorization: Bearer rd_…`,
    at REST and at sockets; not for passwords, tokens and changing workspaces."""
    made, token = await identity.make_token(
        work, desk.signer, name=data.name, scopes=data.scopes, days=data.days
    )
    visit.key = None  # kept to be repeated, the token would be readable: see `AnswerNotKept`
    out = NewTokenOut(token, TokenOut.of(made))
    return Response(out, headers={"Location": f"/api/app/tokens/{made.id}"})


@get("/tokens/{token_id:int}", responses=raises(identity.TokenNotFound, NotAllowed))
async def get_token(token_id: FromPath[int], work: InWork) -> TokenOut:
    """One of one's own, without the token itself."""
    return TokenOut.of(await identity.get_token(work, token_id=token_id))


@delete(
    "/tokens/{token_id:int}", status_code=200,
    responses=raises(identity.TokenNotFound, NotAllowed),
)  # fmt: skip
async def end_token(token_id: FromPath[int], work: InWork) -> Said:
    """It is good for nothing from now on."""
    await identity.end_token(work, token_id=token_id)
    return Said("Token ended")


router = Router(
    "/api/app", route_handlers=[list_tokens, make_token, get_token, end_token], tags=["web app"]
)
