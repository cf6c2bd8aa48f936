"""Which answers are refusals that the log should tell of, and whose."""

import re
from collections.abc import MutableMapping
from typing import Any
from uuid import UUID

from ringdesk.api.visit import Visit
from ringdesk.domains.governance import Refused
from ringdesk.domains.identity import Doorkeeper
from ringdesk.kernel.errors import Forged, NotAllowed, NotSignedIn

WORKSPACE = re.compile(r"/api/v1/tenants/([^/]{1,100})(?:/|$)")
LONGEST_DOOR = 200


def refusal(
    scope: MutableMapping[str, Any], visit: Visit, status: int, doorkeeper: Doorkeeper
) -> Refused | None:
    """None for what was answered, and for whom nobody knows: they have no log to be told in."""
    error: NotAllowed | None = scope.get("refused")
    foreign = status in (403, 404) and WORKSPACE.match(scope["path"]) is not None
    if error is None and not foreign:
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
    named = WORKSPACE.match(scope["path"])
    return Refused(
        tenant_id=tenant_id, person_id=person_id, door=door,
        code=error.code if error else "NOT_FOUND", origin=visit.origin,
        foreign_workspace=named is not None and named.group(1) != str(tenant_id),
    )  # fmt: skip


def caller(visit: Visit, doorkeeper: Doorkeeper) -> tuple[UUID, int] | None:
    if visit.token is None:
        return None
    try:
        tenant, _, person = doorkeeper.whose(visit.token).partition(":")
        return UUID(tenant), int(person)
    except (NotSignedIn, ValueError):
        return None
