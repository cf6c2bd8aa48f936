"""The bound connections of this process, kept between batches: receipts and messages to us come by
them at any time."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any, TypeAlias

from aiosmpplib.protocol import DeliverSm
from msgspec import Struct

from ringdesk.domains.messaging.channels.channel import Setup
from ringdesk.domains.messaging.channels.smpp.session import Bind, BindRefused, Session
from ringdesk.kernel.egress import EgressError

log = logging.getLogger(__name__)

IDLE_S = 600.0
REST_S = 5.0  # between two attempts to bind: centres shut out who knocks too often

Hear: TypeAlias = Callable[[Setup, DeliverSm], Awaitable[None]]
Key: TypeAlias = tuple[Any, ...]


class CannotBind(Exception):
    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


class Held(Struct):
    session: Session
    used_at: float


class Sessions:
    """`hear(setup, message)` is set once, by whoever keeps receipts."""

    def __init__(self) -> None:
        self.hear: Hear = nobody
        self._held: dict[Key, Held] = {}
        self._failed: dict[Key, tuple[float, str]] = {}
        self._binding: dict[Key, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def borrow(self, setup: Setup) -> Session:
        """The connection of this provider as it is set up now. CannotBind."""
        key = key_of(setup)
        async with self._binding[key]:
            held = self._held.get(key)
            if held is not None and held.session.is_open:
                held.used_at = monotonic()
                return held.session
            failed = self._failed.get(key)
            if failed is not None and monotonic() - failed[0] < REST_S:
                raise CannotBind(failed[1])
            try:
                session = await self._bound(setup)
            except CannotBind as error:
                self._failed[key] = monotonic(), error.says
                raise
            self._failed.pop(key, None)
            self._held[key] = Held(session, monotonic())
            return session

    async def _bound(self, setup: Setup) -> Session:
        settings, password = setup.settings, setup.secrets.get("password", "")

        async def delivered(message: DeliverSm) -> None:
            await self.hear(setup, message)

        session = Session(delivered)
        try:
            addresses = await setup.egress.addresses_of(
                settings.host, settings.port, at_home=setup.at_home
            )
            await session.open(
                addresses, settings.port,
                Bind(settings.system_id, password, settings.system_type),
                tls_name=settings.host if settings.tls else None,
            )  # fmt: skip
        except EgressError as error:
            raise CannotBind(f"The centre cannot be reached ({error.reason})") from error
        except (OSError, TimeoutError) as error:
            await session.close()
            raise CannotBind("The centre cannot be reached") from error
        except BindRefused as error:
            raise CannotBind(str(error)) from error
        except ValueError as error:
            await session.close()
            raise CannotBind("Name, type or password are longer than SMPP takes") from error
        return session

    async def tidy(self) -> None:
        """Let go of those that nobody used for long, and of those that ended."""
        for key, held in list(self._held.items()):
            idle = monotonic() - held.used_at > IDLE_S
            if idle or not held.session.is_open:
                del self._held[key]
                await held.session.close()

    async def close(self) -> None:
        held, self._held = list(self._held.values()), {}
        for one in held:
            await one.session.close()
        self._failed.clear()


def key_of(setup: Setup) -> Key:
    """Changed settings are another connection: the former one falls idle and goes."""
    loop = id(asyncio.get_running_loop())
    return loop, setup.tenant_id, setup.provider_id, setup.settings, setup.secrets.get("password")


async def nobody(_: Setup, __: DeliverSm) -> None:
    raise LookupError("Nobody hears what comes in")


SESSIONS = Sessions()
