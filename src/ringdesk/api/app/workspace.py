"""What a workspace is called and looks like, uses, and keeps."""

from typing import Annotated, Any

from litestar import Router, delete, get, put
from litestar.datastructures import UploadFile
from litestar.params import JSONBody, MultipartBody
from msgspec import UNSET, Meta, Struct, UnsetType, structs

from ringdesk.api.desk import InDesk
from ringdesk.api.door import In, InWork, ShortText, raises
from ringdesk.api.forms import file_in, nothing_else_in
from ringdesk.api.v1.tenants import logo_url
from ringdesk.domains import conversations, identity
from ringdesk.kernel.errors import NotAllowed, NotFound
from ringdesk.kernel.work import Work

Days = Annotated[int, Meta(ge=1, le=36_500)]
MOST_LOGO_BYTES = 512 * 1024


class ChangeWorkspace(In, frozen=True, kw_only=True):
    """`retention`: days by kind, as a whole; a kind that is not there is kept for ever."""

    name: ShortText | UnsetType = UNSET
    timezone: ShortText | UnsetType = UNSET
    locale: identity.Locale | UnsetType = UNSET
    accent: Annotated[str, Meta(max_length=20)] | UnsetType = UNSET
    mail_name: Annotated[str, Meta(max_length=100)] | UnsetType = UNSET
    strangers_may_register: bool | UnsetType = UNSET
    retention: dict[identity.Kept, Days] | UnsetType = UNSET


class QuotaOut(Struct, frozen=True, kw_only=True):
    """null: no limit."""

    people: int | None
    storage_mb: int | None
    messages_a_day: int | None


class UseOut(Struct, frozen=True, kw_only=True):
    people: int
    storage_mb: float


class WorkspaceOut(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    timezone: str
    locale: str
    accent: str
    mail_name: str
    logo_url: str | None
    hosts: list[str]
    strangers_may_register: bool
    quota: QuotaOut
    use: UseOut
    retention: dict[str, int]


async def shown(work: Work, tenant: identity.Tenant, found: identity.Workspace) -> WorkspaceOut:
    limits = identity.quota_in(found)
    return WorkspaceOut(
        id=str(tenant.id), name=tenant.name, timezone=tenant.timezone, locale=found.locale,
        accent=found.accent, mail_name=found.mail_name, logo_url=logo_url(found.logo_key),
        hosts=tenant.hosts, strangers_may_register=tenant.strangers_may_register,
        quota=QuotaOut(
            people=limits.people, storage_mb=limits.storage_mb,
            messages_a_day=limits.messages_a_day,
        ),
        use=UseOut(
            people=(await identity.count_people(work)).staff,
            storage_mb=round(await conversations.stored_bytes(work) / 1024 / 1024, 1),
        ),
        retention={str(kind): days for kind, days in identity.retention_in(found).items()},
    )  # fmt: skip


@get("/workspace", responses=raises(NotAllowed))
async def show(work: InWork) -> WorkspaceOut:
    """Needs `settings:read`."""
    return await shown(work, *await identity.show_workspace(work))


@put("/workspace", responses=raises(NotAllowed))
async def change(data: JSONBody[ChangeWorkspace], work: InWork) -> WorkspaceOut:
    """Change what is given. Needs `settings:write`. The accent is dark enough for white words."""
    changes = identity.WorkspaceChanges(**structs.asdict(data))
    return await shown(work, *await identity.change_workspace(work, changes))


@put("/workspace/logo", responses=raises(NotAllowed, identity.LogoNotAllowed))
async def change_logo(
    data: MultipartBody[dict[str, Any]], work: InWork, desk: InDesk
) -> WorkspaceOut:
    """A form with the field `file`: PNG, JPEG or WebP, 512 KB at most."""
    file: UploadFile = file_in(data, "file")
    nothing_else_in(data)
    await identity.change_logo(work, desk.storage, await file.read(MOST_LOGO_BYTES + 1))
    return await shown(work, *await identity.show_workspace(work))


@delete("/workspace/logo", status_code=200, responses=raises(NotAllowed, NotFound))
async def remove_logo(work: InWork, desk: InDesk) -> WorkspaceOut:
    """Without a logo its name stands there."""
    await identity.remove_logo(work, desk.storage)
    return await shown(work, *await identity.show_workspace(work))


router = Router(
    "/api/app", route_handlers=[show, change, change_logo, remove_logo], tags=["web app"]
)
