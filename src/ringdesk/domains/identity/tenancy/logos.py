"""A workspace's logo: an image that proves to be one, under a key of ours."""

from collections.abc import AsyncIterator
from uuid import UUID

from ringdesk.domains.identity import policy
from ringdesk.domains.identity.errors import LogoNotAllowed
from ringdesk.domains.identity.events import WorkspaceChanged
from ringdesk.domains.identity.tenancy import queries
from ringdesk.domains.identity.tenancy.workspace import workspace_of
from ringdesk.kernel.errors import NotFound
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office, Work

MOST_BYTES = 512 * 1024


def kind_of(content: bytes) -> str:
    """By what it is, whatever it is called. SVG is a program, and none."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    raise LogoNotAllowed


async def change_logo(work: Work, storage: Storage, content: bytes) -> None:
    policy.require(work.actor, "settings:write")
    if len(content) > MOST_BYTES:
        raise LogoNotAllowed
    kind = kind_of(content)
    before = await workspace_of(work)
    key = storage.new_key(work.tenant_id)
    await storage.put(key, content)
    await work.run(queries.CHANGE_LOGO, key, kind)
    if before.logo_key is not None:
        await storage.delete(before.logo_key)
    work.record(WorkspaceChanged(fields=("logo",)))


async def remove_logo(work: Work, storage: Storage) -> None:
    policy.require(work.actor, "settings:write")
    before = await workspace_of(work)
    if before.logo_key is None:
        raise NotFound
    await work.run(queries.CHANGE_LOGO, None, None)
    await storage.delete(before.logo_key)
    work.record(WorkspaceChanged(fields=("logo",)))


async def open_logo(
    office: Office, storage: Storage, tenant_id: UUID, name: str
) -> tuple[str, AsyncIterator[bytes]]:
    """Public, as a logo is: for whoever knows its address, which nobody can guess."""
    key = f"{tenant_id}/{name}"
    async with office.open(Actor.the_house(tenant_id)) as work:
        found = await workspace_of(work)
    if found.logo_key != key or found.logo_type is None:
        raise NotFound
    return found.logo_type, await storage.get(key)
