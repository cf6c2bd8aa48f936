"""Every benchmark, one after another, each beside its peer.

    python -m bench [--quick] [--only rest,growth,helpdesk,fanout,chats,classifier,quality,claims,
                                      queue,imports,pacing,reporting,webhooks,messaging]

One that fails does not hold up the others; the exit code tells.
"""

import argparse
import os
import subprocess
import sys
from importlib.util import find_spec

from bench.ground.places import ROOT
from bench.ground.report import conditions

ORDER = (
    "rest", "growth", "helpdesk", "fanout", "chats", "classifier", "quality", "claims", "queue",
    "imports", "telephony", "pacing", "audit", "reporting", "webhooks", "messaging",
)  # fmt: skip
QUICK = set(ORDER) - {"classifier"}  # those that have a short form


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small and short: do they run?")
    parser.add_argument("--only", default=",".join(ORDER), help="which, comma-separated")
    args = parser.parse_args()
    wanted = args.only.split(",")
    if unknown := set(wanted) - set(ORDER):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(ORDER)}")
    print(conditions(), flush=True)
    failed = [name for name in ORDER if name in wanted and not passes(name, quick=args.quick)]
    if failed:
        print(f"\nDid not finish: {', '.join(failed)}.")
    return 1 if failed else 0


def passes(name: str, *, quick: bool) -> bool:
    """In a process of its own, so that one leaves nothing behind for the next."""
    if find_spec(f"bench.{name}") is None or find_spec(f"bench.{name}.run") is None:
        print(f"\n({name}: not in this checkout)")
        return True
    command = [sys.executable, "-m", f"bench.{name}.run"]
    if quick and name in QUICK:
        command.append("--quick")
    print(f"\n{'=' * 100}\n$ python {' '.join(command[1:])}", flush=True)
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
