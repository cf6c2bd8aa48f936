"""Typesets one document, in a process of its own: JSON on standard input, PDF on standard output.

The template comes in as bytes and the project's root is an empty folder, so that there is nothing
to read; packages are looked for in empty folders and none is asked for; fonts are ours. Runs by
path, without the rest of the program: nothing of its settings is near.
"""

import sys
import tempfile
from pathlib import Path

import typst

HERE = Path(__file__).parent
MEMORY_BYTES = 2 * 1024**3  # of addresses, of which typesetting uses a tenth


def hold_back(cpu_seconds: int) -> None:
    try:
        import resource  # noqa: PLC0415  # Unix only
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def typeset(data: str, empty: str) -> bytes:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"]
    )
    compiler = typst.Compiler(
        (HERE / "page.typ").read_bytes(),
        root=empty,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"document": data},
        package_path=empty,
        package_cache_path=empty,
    )
    made = compiler.compile(format="pdf")
    if not isinstance(made, bytes):  # a list: only of pictures, one to a page
        raise TypeError
    return made


if __name__ == "__main__":
    hold_back(int(sys.argv[1]))
    with tempfile.TemporaryDirectory() as folder:
        made = typeset(sys.stdin.buffer.read().decode(), folder)
    sys.stdout.buffer.write(made)
