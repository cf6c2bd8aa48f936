"""What was recorded: taken to the storage, never from anywhere else."""

from pathlib import Path
from uuid import UUID

import pytest
from msgspec import json
from obstore.store import LocalStore

from ringdesk.domains import calls
from ringdesk.kernel.jobs import Job
from ringdesk.kernel.storage import Storage
from tests.domains.calls.world import Company, World

pytestmark = pytest.mark.anyio


def job_about(tenant_id: UUID, call: calls.Call) -> Job:
    args = json.encode({"call_id": call.id}).decode()
    return Job(tenant_id, 1, "calls.keep_recording", args, None, 1, None, None, None, None)


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    kept = tmp_path / "kept"
    kept.mkdir()
    return Storage(LocalStore(kept))


@pytest.fixture
def written(tmp_path: Path) -> Path:
    made = tmp_path / "recordings"
    made.mkdir()
    return made


class TestKeeping:
    async def test_moves_the_file_to_the_storage(
        self, world: World, company: Company, storage: Storage, written: Path
    ) -> None:
        file = written / "one.wav"
        file.write_bytes(b"RIFF" * 100_000)
        call = await company.hear(await company.attempt(), 9, "recording", detail=str(file))
        assert (call.has_recording, call.recording_consent) == (False, "announced")
        recordings = calls.Recordings(world.office, storage, written)
        for _ in range(2):
            await recordings.keep(job_about(company.house.tenant_id, call))
        kept = await company.call(call.id)
        assert kept.has_recording and not file.exists()
        async with world.office.open(company.admin) as work:
            sound = await calls.open_recording(work, storage, call_id=call.id)
            assert b"".join([piece async for piece in sound]) == b"RIFF" * 100_000

    @pytest.mark.parametrize(
        "detail", ["/etc/passwd", "{folder}/../secret", "https://example.org/r.wav", "", "one.wav"]
    )
    async def test_takes_nothing_from_elsewhere(
        self, world: World, company: Company, storage: Storage, written: Path, detail: str
    ) -> None:
        (written.parent / "secret").write_text("secret")
        told = detail.format(folder=written)
        call = await company.hear(await company.attempt(), 9, "recording", detail=told)
        recordings = calls.Recordings(world.office, storage, written)
        await recordings.keep(job_about(company.house.tenant_id, call))
        assert (await company.call(call.id)).recording_key == told
        assert (written.parent / "secret").exists()

    async def test_of_a_file_that_is_not_there_yet_is_tried_again(
        self, world: World, company: Company, storage: Storage, written: Path
    ) -> None:
        path = str(written / "late.wav")
        call = await company.hear(await company.attempt(), 9, "recording", detail=path)
        with pytest.raises(FileNotFoundError):
            await calls.Recordings(world.office, storage, written).keep(
                job_about(company.house.tenant_id, call)
            )
