"""The encoder beside the event loop: one thread, a bounded queue, and answers by future."""

import asyncio
import atexit
import logging
from collections import OrderedDict, deque
from concurrent.futures import Future
from threading import Condition, Thread
from uuid import UUID

import numpy as np

from ringdesk.domains.assistant.encoder.places import WIDTH
from ringdesk.domains.assistant.encoder.session import Encoder, NoEncoder, Vectors

log = logging.getLogger(__name__)

MOST_WAITING = 512  # texts; at 3 ms each the last waits a second and a half
AT_ONCE = 8  # of one caller's texts before the next caller's turn
FINISH_WITHIN_S = 10.0  # it may be loading its model
LATELY = 256  # vectors kept of a tenant, of 1.5 KB each
MOST_TENANTS = 64  # of which any are kept


class TooBusy(RuntimeError):
    """More texts wait than could be answered soon."""


class Lane:
    """Callers take turns of `AT_ONCE` texts, so that nobody's thousand FAQ entries hold up
    somebody's one message. The encoder is loaded by the thread, at the first need or `warm`."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[list[str], Future[Vectors]]] = deque()
        self._texts = 0
        self._lately: OrderedDict[UUID, OrderedDict[str, Vectors]] = OrderedDict()
        self._finishing = False
        self._changed = Condition()
        self._thread: Thread | None = None
        self._encoder: Encoder | None = None
        self._fault: str | None = None

    @property
    def fault(self) -> str | None:
        """Why there is no encoder, once that is known."""
        return self._fault

    async def encode(self, texts: list[str], whose: UUID | None = None) -> Vectors:
        """Raises `NoEncoder`, `TooBusy`. What a tenant (`whose`) asks for again soon costs nothing:
        a message is understood, and then answers to it are looked for. Nobody is told, not even by
        how long it takes, what another tenant asked."""
        if whose is None or not 0 < len(texts) <= AT_ONCE:
            return await self._encoded(texts)
        lately = self._lately_of(whose)
        wanted = [text.strip() for text in texts]
        known = {text: lately[text] for text in wanted if text in lately}
        missing = [text for text in dict.fromkeys(wanted) if text not in known]
        for text, vector in zip(missing, await self._encoded(missing), strict=True):
            known[text] = lately[text] = vector.copy()
        while len(lately) > LATELY:
            lately.popitem(last=False)
        return np.stack([known[text] for text in wanted])

    def _lately_of(self, whose: UUID) -> OrderedDict[str, Vectors]:
        lately = self._lately.setdefault(whose, OrderedDict())
        self._lately.move_to_end(whose)
        if len(self._lately) > MOST_TENANTS:
            self._lately.popitem(last=False)
        return lately

    async def _encoded(self, texts: list[str]) -> Vectors:
        parts = [
            await asyncio.wrap_future(self.submit(texts[at : at + AT_ONCE]))
            for at in range(0, len(texts), AT_ONCE)
        ]
        return np.concatenate(parts) if parts else np.empty((0, WIDTH), np.float32)

    def submit(self, texts: list[str]) -> Future[Vectors]:
        if self._fault is not None:
            raise NoEncoder(self._fault)
        future: Future[Vectors] = Future()
        with self._changed:
            if self._texts + len(texts) > MOST_WAITING:
                raise TooBusy
            self._waiting.append((texts, future))
            self._texts += len(texts)
            if self._thread is None:
                # A daemon: a process that ends must not wait for an answer nobody awaits.
                self._thread = Thread(target=self._serve, name="encoder", daemon=True)
                atexit.register(self._finish)
                self._thread.start()
            self._changed.notify()
        return future

    def _finish(self) -> None:
        """At the end of the process: ONNX Runtime aborts it if its thread is still at work then."""
        with self._changed:
            self._finishing = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(FINISH_WITHIN_S)

    def _serve(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._finishing:
                    self._changed.wait()
                if self._finishing:
                    return
                texts, future = self._waiting.popleft()
                self._texts -= len(texts)
            if future.set_running_or_notify_cancel():
                self._answer(texts, future)

    def _answer(self, texts: list[str], future: "Future[Vectors]") -> None:
        try:
            if self._encoder is None:
                self._encoder = self._loaded()
            future.set_result(self._encoder.encode(texts))
        except Exception as error:
            future.set_exception(error)

    def _loaded(self) -> Encoder:
        if self._fault is not None:
            raise NoEncoder(self._fault)
        try:
            return Encoder()
        except Exception as error:  # ONNX Runtime has errors of its own, without a common name
            self._fault = str(error)
            log.warning("There is no sentence encoder, words alone must do: %s", error)
            raise NoEncoder(self._fault) from error
