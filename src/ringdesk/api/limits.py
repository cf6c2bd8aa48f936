"""How often anybody may call. Counted in this process; a window begins with its first call."""

import time

from ringdesk.kernel.errors import TooMany

MOST_KEYS = 100_000


class Limit:
    """At most `most` calls in any window of `seconds` for one key."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self._windows: dict[str, tuple[float, int]] = {}

    def count(self, key: str) -> None:
        """One more call, or TooMany."""
        now = time.monotonic()
        began, calls = self._windows.get(key, (now, 0))
        if now - began >= self.seconds:
            began, calls = now, 0
        if calls >= self.most:
            raise TooMany(retry_after=self.seconds - (now - began))
        if len(self._windows) >= MOST_KEYS:
            self._forget_the_old(now)
        self._windows[key] = (began, calls + 1)

    def refuse_if_full(self, key: str) -> None:
        """TooMany without counting: for what is counted by its answer."""
        now = time.monotonic()
        began, calls = self._windows.get(key, (now, 0))
        if calls >= self.most and now - began < self.seconds:
            raise TooMany(retry_after=self.seconds - (now - began))

    def note(self, key: str) -> None:
        try:
            self.count(key)
        except TooMany:
            return

    def _forget_the_old(self, now: float) -> None:
        self._windows = {
            key: window for key, window in self._windows.items() if now - window[0] < self.seconds
        }
        if len(self._windows) >= MOST_KEYS:  # a flood of addresses: forget rather than grow
            self._windows.clear()
