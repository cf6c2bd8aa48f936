"""The same files in a bucket: a server that speaks S3, over a real socket."""

import io
import secrets
from collections.abc import AsyncIterator, Iterator
from urllib.request import Request, urlopen

import pytest
from moto.server import ThreadedMotoServer

from ringdesk.kernel.database import Urls
from ringdesk.kernel.errors import NotFound
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.storage import Storage
from tests.conftest import Tenant
from tests.houses import OpenHouse, open_house

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of moto's own imports
]


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    urlopen(Request(f"{endpoint}/desk", method="PUT")).close()
    with pytest.MonkeyPatch.context() as environment:
        for name, value in {
            "AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x",
            "AWS_REGION": "us-east-1", "AWS_ALLOW_HTTP": "true",
        }.items():  # fmt: skip
            environment.setenv(name, value)
        yield "s3://desk/files"
    server.stop()


@pytest.fixture
async def desk(settings: Settings, database: Urls, bucket: str) -> AsyncIterator[OpenHouse]:
    async with open_house(settings, database.app, s3_url=bucket) as opened:
        yield opened


async def test_a_file_goes_up_and_comes_down(desk: OpenHouse, tenant: Tenant) -> None:
    ticket = await tenant.ticket()
    content = secrets.token_bytes(700_000)
    bearer = {"Authorization": f"Bearer {tenant.customer.token}"}
    made = await desk.client.post(
        "/api/attachments", data={"ticket_id": str(ticket["id"])}, headers=bearer,
        files={"file": ("a.zip", io.BytesIO(b"PK\x03\x04" + content), "application/zip")},
    )  # fmt: skip
    assert made.status_code == 201, made.text
    back = await desk.client.get(made.headers["location"], headers=bearer)
    assert back.content == b"PK\x03\x04" + content


async def test_what_is_gone_is_not_found_and_what_was_there_is_deleted(
    settings: Settings, bucket: str
) -> None:
    from msgspec.structs import replace  # noqa: PLC0415

    storage = Storage.of(replace(settings, s3_url=bucket))
    await storage.put("a/b", b"content")
    assert b"".join([piece async for piece in await storage.get("a/b")]) == b"content"
    await storage.delete("a/b")
    with pytest.raises(NotFound):
        await storage.get("a/b")
