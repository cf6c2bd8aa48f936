"""Document 004: /api/admin/system-config, for administrators."""

from typing import Annotated

from litestar import Router, get, put
from litestar.params import JSONBody
from msgspec import UNSET, Meta, UnsetType, structs

from ringdesk.api.door import In, InWork, raises
from ringdesk.domains import assistant
from ringdesk.kernel.errors import AdministratorsOnly
from ringdesk.wire.assistant import SystemConfigOut

Length = Annotated[int, Meta(ge=1, le=assistant.LONGEST_RESPONSE)]
Share = Annotated[float, Meta(ge=0, le=1)]


class ChangeSystemConfig(In, frozen=True, kw_only=True):
    auto_reply_enabled: bool | UnsetType = UNSET
    max_response_length: Length | UnsetType = UNSET
    ai_confidence_threshold: Share | UnsetType = UNSET
    response_style_default: assistant.Style | UnsetType = UNSET


@get("/system-config", responses=raises(AdministratorsOnly))
async def get_system_config(work: InWork) -> SystemConfigOut:
    """How the assistant answers on its own."""
    return SystemConfigOut.of(await assistant.show_settings(work))


@put("/system-config", responses=raises(AdministratorsOnly))
async def change_system_config(data: JSONBody[ChangeSystemConfig], work: InWork) -> SystemConfigOut:
    """Change the fields given."""
    changes = assistant.SettingsChanges(**structs.asdict(data))
    return SystemConfigOut.of(await assistant.change_settings(work, changes))


router = Router(
    "/api/admin", route_handlers=[get_system_config, change_system_config], tags=["administration"]
)
