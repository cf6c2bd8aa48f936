"""Where the process that reads files begins: `python -P alone.py`, never imported.

It needs a few modules of three domains and none of their faces. A face loads all that its domain
stands on (carriers, codecs, clients): a second of a processor and 60 MB, for every file. So the
packages are put up empty, and what is imported from them is what is named.
"""

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

HOUSE = Path(__file__).resolve().parents[3]
WITHOUT_FACE = ("domains.identity", "domains.telephony", "domains.leads", "domains.leads.imports")
KINDNESS = 5  # the server comes first


def put_up_empty() -> None:
    for name in WITHOUT_FACE:
        package = ModuleType(f"ringdesk.{name}")
        package.__path__ = [str(HOUSE.joinpath(*name.split(".")))]
        sys.modules[package.__name__] = package


if __name__ == "__main__":
    os.nice(KINDNESS)
    put_up_empty()
    child = import_module("ringdesk.domains.leads.imports.child")
    gc.freeze()  # what is loaded stays: looking through it again and again is a fifth of the work
    child.main(sys.stdin.buffer, sys.stdout.buffer)
