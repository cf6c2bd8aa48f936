"""Where sound goes in and out: a range of UDP ports, even ones, as firewalls and habits want."""

import socket
from typing import NamedTuple

ROOM = 256 * 1024  # of a socket, in bytes: 1.5 s of sound, should we ever be late


class PortsTaken(OSError):
    pass


class Ports:
    """`first` 0: whatever the system gives."""

    def __init__(self, host: str, first: int = 0, last: int = 0) -> None:
        self._host, self._first, self._last = host, first + first % 2, last
        self._next = self._first

    def open(self) -> socket.socket:
        """PortsTaken."""
        if not self._first:
            return self._bind(0)
        for _ in range(self._first, self._last + 1, 2):
            port = self._next
            self._next = port + 2 if port + 2 <= self._last else self._first
            try:
                return self._bind(port)
            except OSError:
                continue
        raise PortsTaken(f"All ports from {self._first} to {self._last} are taken")

    def _bind(self, port: int) -> socket.socket:
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        made = socket.socket(family, socket.SOCK_DGRAM)
        made.setblocking(False)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ROOM)
        try:
            made.bind((self._host, port))
        except OSError:
            made.close()
            raise
        return made


class Range(NamedTuple):
    """`host`: the address of ours that sound comes in at."""

    host: str = "0.0.0.0"  # noqa: S104 - a trunk is somewhere else
    first: int = 0
    last: int = 0
