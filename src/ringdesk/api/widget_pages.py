"""The two pages of the widget: its panel, which only the workspace's own origins may frame, and a
shop to try it on."""

from functools import cache
from pathlib import Path
from typing import Annotated

from litestar import MediaType, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter
from litestar.response import Redirect

from ringdesk.api.bodies import PUBLIC
from ringdesk.api.desk import InDesk
from ringdesk.api.site import PLACES
from ringdesk.domains import widget
from ringdesk.kernel.errors import NotFound

Workspace = Annotated[str, QueryParameter(max_length=64)]
# Styles are files or set by script; pictures are files a visitor just chose, or ours.
PANEL = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self' ws: wss:; font-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
)
SHOP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@cache
def page_of(name: str) -> str:
    """As the build left it. NotFound if there was none."""
    for place in PLACES:
        file: Path = place / "widget" / f"{name}.html"
        if file.exists():
            return file.read_text()
    raise NotFound


def html(name: str, policy: str) -> Response[str]:
    # Never kept: who may frame it can change at any time.
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    return Response(page_of(name), media_type=MediaType.HTML, headers=headers)


@get("/widget/panel", include_in_schema=False, opt=PUBLIC)
async def panel(workspace: Workspace, desk: InDesk) -> Response[str]:
    """Framed by the workspace's allowed origins and by ourselves, for preview and demo; without
    any, by nobody else."""
    _, found = await widget.open_widget(desk.office, workspace)
    ancestors = " ".join(["'self'", *found.allowed_origins])
    return html("panel", PANEL.format(ancestors=ancestors))


@get("/widget/preview", include_in_schema=False, opt=PUBLIC, sync_to_thread=True)
def preview() -> Response[str]:
    """The panel without a workspace, which the settings page fills with what is being typed."""
    return html("panel", PANEL.format(ancestors="'self'"))


@get("/widget/demo", include_in_schema=False, opt=PUBLIC)
async def demo(desk: InDesk, workspace: Workspace = "") -> Response[str] | Redirect:
    """A shop with the widget on it: of the workspace named, or of the installation's first one."""
    if not workspace:
        first = await widget.first_widget(desk.office)
        return Redirect(f"/widget/demo?workspace={first}", status_code=307)
    await widget.open_widget(desk.office, workspace)
    return html("demo", SHOP)


ROUTES: list[HTTPRouteHandler] = [panel, preview, demo]
