"""Swagger UI at /docs, ReDoc at /redoc, the file at /openapi.json: all from this package.

Litestar answers *every* unknown address below its OpenAPI path with an HTML page, so that path
must not be "/", and what is to stand beside it we serve ourselves.
"""

from pathlib import Path
from typing import Any

import msgspec
from litestar import MediaType, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme
from litestar.params import FromPath

import ringdesk
from ringdesk.api.bodies import PUBLIC
from ringdesk.api.door import AnyRequest
from ringdesk.kernel.errors import NotFound

ASSETS = Path(__file__).parent / "assets"
KINDS = {".js": "text/javascript", ".css": "text/css", ".png": "image/png"}

DOCUMENT = OpenAPIConfig(
    title="Ringdesk",
    version=ringdesk.__version__,
    description="Help desk and contact centre: what the web app uses, and you can.",
    path="/docs/schema",
    render_plugins=[],
    components=Components(
        security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer")}
    ),
    security=[{"bearer": []}],
    use_handler_docstrings=True,
)

SWAGGER = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ringdesk API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/assets/start.js"></script></body></html>"""

REDOC = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ringdesk API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><redoc spec-url="/openapi.json" generated-samples-max-depth="2"
json-samples-expand-level="1"></redoc>
<script src="/docs/assets/redoc.standalone.js"></script></body></html>"""

# ReDoc starts a worker from a blob and styles itself; nothing comes from elsewhere.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'"
)


def schema_of(request: AnyRequest) -> dict[str, Any]:
    return request.app.openapi_schema.to_schema()


@get(
    "/openapi.json",
    media_type=MediaType.JSON,
    include_in_schema=False,
    opt=PUBLIC,
    sync_to_thread=False,
)
def openapi_json(request: AnyRequest) -> bytes:
    return msgspec.json.encode(schema_of(request))


def html(text: str) -> Response[str]:
    headers = {"Content-Security-Policy": POLICY}
    return Response(text, media_type=MediaType.HTML, headers=headers)


@get("/docs", include_in_schema=False, opt=PUBLIC, sync_to_thread=False)
def swagger() -> Response[str]:
    return html(SWAGGER)


@get("/redoc", include_in_schema=False, opt=PUBLIC, sync_to_thread=False)
def redoc() -> Response[str]:
    return html(REDOC)


@get("/docs/assets/{name:str}", include_in_schema=False, opt=PUBLIC, sync_to_thread=True)
def asset(name: FromPath[str]) -> Response[bytes]:
    file = ASSETS / name
    if file.suffix not in KINDS or file.parent != ASSETS or not file.is_file():
        raise NotFound
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response(file.read_bytes(), media_type=KINDS[file.suffix], headers=headers)


ROUTES: list[HTTPRouteHandler] = [openapi_json, swagger, redoc, asset]
