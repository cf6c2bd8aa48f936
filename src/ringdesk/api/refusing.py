"""Which answers are refusals that the log should tell of, and whose."""

import re
from collections.abc import MutableMapping
from typing import Any
from uuid import UUID

from ringdesk.api.visit import Visit
from ringdesk.domains.governance import Refused
from ringdesk.domains.identity import Doorkeeper
from ringdesk.kernel.errors import Forged, NotAllowed, NotSignedIn

WORKSPACE = re.compile(r"/api/v1/tenants/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/|$)")
LONGEST_DOOR = 200


def refusal(
    scope: MutableMapping[str, Any], visit: Visit, status: int, doorkeeper: Doorkeeper
) -> Refused | None:
    """None for what was answered, and for whom nobody knows: they have no log to be told in."""
    error: NotAllowed | None = scope.get("refused")
    named = WORKSPACE.match(scope["path"]) if status in (403, 404) else None
    if error is None and named is None:
        return None
    door = f"{scope['method']} {scope.get('path_template') or '-'}"[:LONGEST_DOOR]
    if isinstance(error, Forged):
        return Refused(
            tenant_id=error.tenant_id, person_id=0, door=door, code=error.code,
            origin=visit.origin, provider=error.provider,
        )  # fmt: skip
    whose = caller(visit, doorkeeper)
    if whose is None:
        return None
    tenant_id, person_id = whose
    foreign = named is not None and named.group(1) != str(tenant_id)
    if error is None and not foreign:
        return None
    return Refused(
        tenant_id=tenant_id, person_id=person_id, door=door,
        code=error.code if error else "NOT_FOUND", origin=visit.origin,
        foreign_workspace=foreign,
    )  # fmt: skip


def caller(visit: Visit, doorkeeper: Doorkeeper) -> tuple[UUID, int] | None:
    if visit.token is None:
        return None
    try:
        tenant, _, person = doorkeeper.whose(visit.token).partition(":")
        return UUID(tenant), int(person)
    except (NotSignedIn, ValueError):
        return None
