"""The sound of a call of the fake Twilio: a WebSocket as `<Connect><Stream>` makes one."""

import asyncio
import secrets
from base64 import b64decode, b64encode
from itertools import count

from msgspec import json
from twilio.request_validator import RequestValidator
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

FRAME_S, SILENCE = 0.02, b"\xff" * 160
PATIENCE_S = 5.0


class Stream:
    """`says` is what the called person says, G.711 (PCMU), over and over; `heard` what came to
    them. `refused` is the status of a door that was not opened."""

    def __init__(self, token: str, says: bytes = SILENCE, keys: str = "") -> None:
        self._token, self._says, self._keys = token, says, keys
        self.heard = bytearray()
        self.refused: int | None = None

    async def run(self, url: str, call_sid: str, account_sid: str, parameters: dict[str, str],
                  over: asyncio.Event) -> None:  # fmt: skip
        """Until either side ends it."""
        signature = str(RequestValidator(self._token).compute_signature(url, {}))
        try:
            opened = connect(
                url, additional_headers={"X-Twilio-Signature": signature}, compression=None,
                open_timeout=PATIENCE_S, close_timeout=1, proxy=None,
            )  # fmt: skip
            async with opened as socket:
                await self._speak(socket, call_sid, account_sid, parameters, over)
        except InvalidStatus as error:
            self.refused = error.response.status_code
        except ConnectionClosed:
            return

    async def _speak(
        self, socket: ClientConnection, call_sid: str, account_sid: str,
        parameters: dict[str, str], over: asyncio.Event,
    ) -> None:  # fmt: skip
        stream_sid = f"MZ{secrets.token_hex(16)}"
        await tell(socket, {"event": "connected", "protocol": "Call", "version": "1.0.0"})
        await tell(socket, {"event": "start", "sequenceNumber": "1", "streamSid": stream_sid,
            "start": {
                "streamSid": stream_sid, "callSid": call_sid, "accountSid": account_sid,
                "tracks": ["inbound"], "customParameters": parameters,
                "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
            }})  # fmt: skip
        listening = asyncio.create_task(self._listen(socket))
        for digit in self._keys:
            await tell(socket, {"event": "dtmf", "streamSid": stream_sid,
                "dtmf": {"track": "inbound_track", "digit": digit}})  # fmt: skip
        try:
            for number in count(1):
                if over.is_set():
                    break
                at = (number * 160) % max(160, len(self._says))
                frame = (self._says + self._says)[at : at + 160]
                await tell(socket, {
                    "event": "media", "sequenceNumber": str(number + 1), "streamSid": stream_sid,
                    "media": {"track": "inbound", "chunk": str(number),
                        "timestamp": str(number * 20), "payload": b64encode(frame).decode()},
                })  # fmt: skip
                await asyncio.sleep(FRAME_S)
            await tell(socket, {"event": "stop", "streamSid": stream_sid})
        finally:
            listening.cancel()

    async def _listen(self, socket: ClientConnection) -> None:
        async for text in socket:
            message = json.decode(text)
            if message["event"] == "media":
                self.heard += b64decode(message["media"]["payload"])


async def tell(socket: ClientConnection, message: object) -> None:
    await socket.send(json.encode(message).decode())
