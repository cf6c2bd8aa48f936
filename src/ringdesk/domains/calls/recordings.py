"""What was recorded of a call: kept where files are, heard by who may see the call, and gone when
consent is."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

from ringdesk.domains.calls import policy, queries
from ringdesk.domains.calls.errors import RecordingNotFound
from ringdesk.domains.calls.events import CallNoted
from ringdesk.domains.calls.models import Call
from ringdesk.domains.calls.moving import KEEP_RECORDING, hold
from ringdesk.domains.calls.service import find, get
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office, Work

log = logging.getLogger(__name__)

PIECE = 256 * 1024


class Recordings:
    """Takes to the storage what the sound's process wrote on this machine. `folder`: the only one
    from which anything is taken."""

    def __init__(self, office: Office, storage: Storage, folder: Path) -> None:
        self._office, self._storage, self._folder = office, storage, folder

    async def keep(self, job: Job) -> None:
        call_id = int(job.arguments()["call_id"])
        async with self._office.open(Actor.the_house(job.tenant_id)) as work:
            call = await find(work, call_id)
        file = Path(call.recording_key or "")
        if call.has_recording or not self._is_ours(file):
            return
        key = self._storage.new_key(job.tenant_id)
        await self._storage.put_pieces(key, pieces_of(file))
        async with self._office.open(Actor.the_house(job.tenant_id)) as work:
            await work.run(queries.KEPT, call_id, key, str(file))
            work.record(CallNoted(call_id=call_id, lead_id=call.lead_id, agent_id=call.agent_id))
        await asyncio.to_thread(file.unlink, missing_ok=True)

    def _is_ours(self, file: Path) -> bool:
        """A file of the folder's, on this machine: a worker elsewhere leaves it to who has it."""
        if not file.is_absolute() or not file.resolve().is_relative_to(self._folder.resolve()):
            return False
        if not file.is_file():
            raise FileNotFoundError("The recording is not on this machine, or not written yet")
        return True

    def register(self, jobs: Jobs) -> None:
        jobs.handle(KEEP_RECORDING, self.keep)


async def pieces_of(file: Path) -> AsyncIterator[bytes]:
    with await asyncio.to_thread(file.open, "rb") as opened:
        while piece := await asyncio.to_thread(opened.read, PIECE):
            yield piece


async def open_recording(work: Work, storage: Storage, *, call_id: int) -> AsyncIterator[bytes]:
    """The sound, as WAV. CallNotFound, RecordingNotFound."""
    call = await get(work, call_id=call_id)
    return await storage.get(key_of(call))


async def remove_recording(work: Work, storage: Storage, *, call_id: int) -> Call:
    """Consent was taken back: nothing of it is kept. For administrators. CallNotFound,
    RecordingNotFound, MayNotSupervise."""
    policy.require_supervises(work.actor)
    call = await hold(work, call_id)
    key = key_of(call)
    await work.run(queries.FORGET_RECORDING, call_id)
    await work.run(
        queries.NOTE_EVENT, call_id, "recording-removed", "person", work.actor.id or None, None,
        "", None,
    )  # fmt: skip
    work.record(CallNoted(call_id=call_id, lead_id=call.lead_id, agent_id=call.agent_id))
    await storage.delete(key)
    return await find(work, call_id)


def key_of(call: Call) -> str:
    if call.recording_key is None or not call.has_recording:
        raise RecordingNotFound
    return call.recording_key
