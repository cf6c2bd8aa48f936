"""Carriers, one after another, each against a stand-in for the outside world.

python -m bench.telephony.run [--quick]
"""

import subprocess
import sys

PARTS = ("twilio", "loss", "density")


def main() -> int:
    results = [
        subprocess.run(
            [sys.executable, "-m", f"bench.telephony.{part}", *sys.argv[1:]], check=False
        ).returncode
        for part in PARTS
    ]
    return max(results)


if __name__ == "__main__":
    sys.exit(main())
