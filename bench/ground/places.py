"""Where the benchmarks keep what is dear to make: loaded databases and the peers' packages."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BENCH = Path(__file__).parents[1]
ROOT = BENCH.parent
CACHE = Path(tempfile.gettempdir()) / "ringdesk-bench"


def cache() -> Path:
    CACHE.mkdir(mode=0o755, parents=True, exist_ok=True)  # the database's user must pass through
    return CACHE


def fingerprint(*contents: bytes) -> str:
    return hashlib.sha256(b"\0".join(contents)).hexdigest()[:12]


def python_of_peers() -> Path:
    """The interpreter of the peers' own environment, made once for each list of versions."""
    locked = BENCH / "requirements.txt"
    folder = cache() / f"peers-{fingerprint(locked.read_bytes(), sys.version.encode())}"
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        if uv := shutil.which("uv", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}"):
            run(uv, "venv", "-q", "--python", sys.executable, str(folder))
            run(uv, "pip", "install", "-q", "--python", str(python), "--require-hashes",
                "-r", str(locked))  # fmt: skip
        else:
            run(sys.executable, "-m", "venv", str(folder))
            run(str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(locked))
        (folder / "complete").touch()
    return python


def node_packages(folder: Path) -> None:
    """`npm ci`, where what the lock file names is not there yet."""
    mark = folder / "node_modules" / f".{fingerprint((folder / 'package-lock.json').read_bytes())}"
    if not mark.exists():
        run("npm", "ci", "--silent", cwd=folder)
        mark.touch()


def run(*command: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    subprocess.run(command, check=True, cwd=cwd, env=env or {**os.environ, "PIP_NO_INPUT": "1"})
