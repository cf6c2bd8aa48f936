"""Python's cyclic garbage collector, in a process that serves.

What is there when a process begins to serve stays for its life: some 200,000 objects that each full
collection would walk through, while nobody is answered. And what sockets and requests leave behind
goes by counting references. So: none while starting, then what is there is set aside, and walks are
rare. With 2,000 sockets the longest pauses were 0.4 s on a quiet machine, and p99 of a message's
delivery twice what it is now (docs/adr/0058-collector.md).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Generations 0, 1 and 2; Python's own are 700, 10 and 10.
YOUNG, YOUNG_ROUNDS, FULL_AFTER = 5_000, 10, 100


@contextmanager
def held() -> Iterator[None]:
    """Until `settle`: importing makes much that stays, and nothing to collect."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def settle() -> None:
    """When starting is over."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, YOUNG_ROUNDS, FULL_AFTER)
    gc.enable()
