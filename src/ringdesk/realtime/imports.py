"""How far an import is, to the administrators and to whoever began it. It is no fact: the log tells
of the end alone."""

from collections.abc import Callable
from uuid import UUID

from ringdesk.domains.leads import imports
from ringdesk.realtime.audiences import administrators_of, person
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Letter
from ringdesk.wire.imports import ImportProgressOut


def imports_shown(hub: Hub) -> Callable[[UUID, imports.Import], None]:
    """For the lanes of `imports`."""

    def show(tenant_id: UUID, one: imports.Import) -> None:
        letter = Letter("import.progress", ImportProgressOut.of(one))
        hub.broadcast((administrators_of(tenant_id), person(tenant_id, one.created_by)), letter)

    return show
