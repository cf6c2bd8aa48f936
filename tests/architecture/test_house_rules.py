"""What no reviewer should have to look for: floors, places, sizes."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.architecture.test_catalogue import DEFINERS

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"
HOUSE = SRC / "ringdesk"
FILES = sorted(path for path in SRC.rglob("*.py") if "__pycache__" not in path.parts)
TESTS = sorted(path for path in (ROOT / "tests").rglob("*.py") if "__pycache__" not in path.parts)
LONGEST_FILE, LONGEST_FUNCTION = 300, 50
SQL = re.compile(
    r"\s*(select\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|with\s+\w+\s+as\s*\(|create\s"
    r"+(table|role|function|database|index)\s|alter\s+(role|table)\s|do\s+\$\$)",
    re.ASCII,
)
TRANSACTION = re.compile(r"\s*(begin|commit|rollback|start transaction)\s*;?\s*$", re.ASCII)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
# Who may act in another tenant's rows: identity, because an account is the installation's, and the
# kernel, which has the function.
# The sample workspaces are made with a past that no act gives.
WITHIN = {"domains/identity", "kernel/work.py", "demo/loading.py"}
# Who may hold a connection without a Work: the kernel's own start, and the commands that ask if
# there is a database at all.
CONNECTS = {
    "kernel/connections.py", "kernel/db.py", "kernel/migrate.py", "kernel/embedded.py",
    "kernel/work.py",
    "commands/doctor.py", "commands/migrate.py",
}  # fmt: skip
# What may be longer: the list of who knows whom, which is read from top to bottom or not at all.
LISTS = {("wiring.py", "build"): 70}
# Statements that name no tenant, because a function with the owner's eyes does, and those that are
# parts of others; each such function has its reason in test_catalogue.py.
NO_TENANT_NEEDED = re.compile(
    r"\b(" + "|".join(DEFINERS) + r")\(|in_first_tenant\(|pg_advisory_xact_lock|{\w+}"
    r"|set_config\('enable_sort'"  # how the planner works in this transaction: no rows
)


def name_of(file: Path) -> str:
    return file.relative_to(HOUSE).as_posix()


def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text())


def docstrings_of(tree: ast.AST) -> set[int]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }


def strings_of(file: Path) -> list[str]:
    """But for docstrings: prose may begin with any word."""
    tree = tree_of(file)
    prose = docstrings_of(tree)
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose
    ]


def functions_of(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports_of(file: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.lineno, node.module
        elif isinstance(node, ast.Import):
            for one in node.names:
                yield node.lineno, one.name


@pytest.mark.parametrize("file", FILES, ids=name_of)
class TestFile:
    def test_is_short(self, file: Path) -> None:
        assert file.read_text().count("\n") <= LONGEST_FILE, "split by use case"
        for function in functions_of(file):
            assert function.end_lineno is not None
            longest = LISTS.get((name_of(file), function.name), LONGEST_FUNCTION)
            assert function.end_lineno - function.lineno < longest, function.name

    def test_enters_other_domains_by_the_front_door(self, file: Path) -> None:
        parts = file.relative_to(HOUSE).parts
        home = parts[1] if parts[0] == "domains" else None
        for line, module in imports_of(file):
            match module.split("."):
                case ["ringdesk", "domains", domain, *rooms] if rooms and domain != home:
                    pytest.fail(f"line {line}: import from {module}")

    def test_leaves_transactions_to_the_office(self, file: Path) -> None:
        assert ".transaction(" not in file.read_text()
        if name_of(file) != "kernel/queries.py":
            assert not [text for text in strings_of(file) if TRANSACTION.match(text)]

    def test_keeps_its_sql_in_queries(self, file: Path) -> None:
        statements = [text for text in strings_of(file) if SQL.match(text)]
        assert file.name == "queries.py" or not statements, statements

    def test_acts_in_one_tenant(self, file: Path) -> None:
        if not any(name_of(file).startswith(place) for place in WITHIN):
            assert "work.within(" not in file.read_text()

    def test_reaches_the_database_through_work(self, file: Path) -> None:
        if name_of(file) in CONNECTS:
            return
        text = file.read_text()
        for way in ("asyncpg.connect(", "asyncpg.create_pool(", ".pool.", "._connection"):
            assert way not in text, way

    def test_is_finished(self, file: Path) -> None:
        assert not UNFINISHED.search(file.read_text())
        for function in functions_of(file):
            last = function.body[-1]
            empty = isinstance(last, ast.Pass) or (
                isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant)
                and last.value.value is Ellipsis
            )  # fmt: skip
            assert not empty, function.name


@pytest.mark.parametrize("file", sorted(HOUSE.glob("domains/**/queries.py")), ids=name_of)
def test_every_statement_of_a_domain_names_the_tenant(file: Path) -> None:
    module = import_module(".".join(file.relative_to(SRC).with_suffix("").parts))
    for name, statement in vars(module).items():
        if isinstance(statement, str) and SQL.match(statement):
            named = "tenant_id" in statement and "$1" in statement
            assert named or NO_TENANT_NEEDED.search(statement), f"{name}: {statement}"


def test_floors_are_kept() -> None:
    """In a process of its own: import-linter switches off every logger that it finds."""
    lint = "from importlinter.cli import lint_imports\nexit(lint_imports(no_cache=True))"
    told = {**os.environ, "PYTHONPATH": str(SRC)}
    linted = subprocess.run(
        [sys.executable, "-c", lint],
        cwd=ROOT,
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 0, linted.stdout


def test_one_place_commits() -> None:
    commits = [name_of(file) for file in FILES if "queries.COMMIT" in file.read_text()]
    assert commits == ["kernel/work.py"]


def test_nothing_is_named_utils_or_the_like() -> None:
    vague = re.compile(r"(.*_)?(util|helper|manager|misc|common|base)s?")
    named = [path.stem for path in (*FILES, *TESTS)] + [path.parent.name for path in FILES]
    assert not [name for name in named if vague.fullmatch(name)]


def test_a_domain_has_a_face_of_its_own() -> None:
    for folder in sorted((HOUSE / "domains").iterdir()):
        if folder.is_dir() and folder.name != "__pycache__":
            assert "__all__" in (folder / "__init__.py").read_text(), folder.name


def test_the_house_names_no_place_of_its_makers() -> None:
    """A clone on another machine finds nothing that is only here."""
    ours = re.compile(r"/(?:work|root|home/\w+)/[\w.-]+")
    for file in (*FILES, *TESTS, *sorted((ROOT / "migrations").rglob("*.*"))):
        if file.suffix in (".py", ".sql") and file != Path(__file__):
            assert not ours.search(file.read_text()), file


def test_tests_wait_for_things_not_for_clocks() -> None:
    for file in TESTS:
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("time.sleep", "sleep"):
                pytest.fail(f"{file}:{node.lineno} sleeps")
