"""What containers are made of and how they are started. No engine runs here: it is linted, held
against the published schemas, and against what the program itself understands."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import fields
from typer.testing import CliRunner

from ringdesk.cli import app
from ringdesk.kernel.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"
MANIFESTS = sorted((ROOT / "k8s").glob("*.yaml"))
VARIABLES = {PREFIX + field.name.upper() for field in fields(Settings)}
PROGRAM = "ringdesk:"


def run(tool: str, *given: str | Path) -> None:
    """A linter of this environment; its complaints are the failure."""
    done = subprocess.run(
        [Path(sys.executable).parent / tool, *map(str, given)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def objects() -> Iterator[dict[str, Any]]:
    for file in MANIFESTS:
        yield from yaml.safe_load_all(file.read_text())


def workloads() -> list[dict[str, Any]]:
    return [one for one in objects() if one["kind"] in ("Deployment", "StatefulSet", "Job")]


def containers() -> list[tuple[str, dict[str, Any]]]:
    found = []
    for one in workloads():
        pod = one["spec"]["template"]["spec"]
        for container in [*pod.get("initContainers", ()), *pod["containers"]]:
            found.append((f"{one['metadata']['name']}/{container['name']}", container))
    return found


def services() -> dict[str, dict[str, Any]]:
    made: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE.read_text())["services"]
    return made


def understood(arguments: list[str]) -> bool:
    return CliRunner().invoke(app, [arguments[0], "--help"]).exit_code == 0 and all(
        one in CliRunner().invoke(app, [arguments[0], "--help"], env={"COLUMNS": "200"}).output
        for one in arguments[1:]
    )


class TestDockerfile:
    def test_has_nothing_that_its_linter_minds(self) -> None:
        run("hadolint", "--failure-threshold", "style", ROOT / "Dockerfile")

    def test_runs_as_nobody_who_may_do_anything(self) -> None:
        last = (ROOT / "Dockerfile").read_text().rpartition("\nFROM ")[2]
        assert "\nUSER 10001\n" in last and "\nUSER root" not in last

    def test_copies_only_what_the_ignore_file_lets_in(self) -> None:
        let_in = {
            line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[0] == "!"
        }
        for line in (ROOT / "Dockerfile").read_text().splitlines():
            if line.startswith("COPY ") and "--from" not in line:
                for source in line.split()[1:-1]:
                    assert source.split("/")[0] in let_in and (ROOT / source).exists(), source


class TestCompose:
    def test_is_what_its_schema_says(self) -> None:
        run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", COMPOSE)

    def test_starts_a_database_a_migration_a_server_and_a_worker(self) -> None:
        named = services()
        assert {"database", "migrate", "server", "worker"} <= named.keys()
        for name in ("migrate", "server", "worker"):
            assert understood(named[name]["command"]), named[name]["command"]
        for name in ("server", "worker"):
            waits = named[name]["depends_on"]["migrate"]
            assert waits["condition"] == "service_completed_successfully"

    def test_sets_only_what_there_is_to_set(self) -> None:
        for name, service in services().items():
            for variable in service.get("environment", {}):
                if variable.startswith(PREFIX):
                    assert variable.removesuffix("_FILE") in VARIABLES, f"{name}: {variable}"

    def test_opens_one_door_and_that_on_loopback(self) -> None:
        doors = {name: one["ports"] for name, one in services().items() if "ports" in one}
        assert doors == {"server": ["${RINGDESK_BIND:-127.0.0.1:8000}:8000"]}

    def test_has_no_password_in_it(self) -> None:
        for service in services().values():
            for variable, value in service.get("environment", {}).items():
                if any(
                    word in variable for word in ("PASSWORD", "SECRET", "TOKEN", "DATABASE_URL")
                ):
                    assert variable.endswith("_FILE") and value.startswith("/secrets/")


class TestSecrets:
    def test_are_made_once(self, tmp_path: Path) -> None:
        def made() -> dict[str, str]:
            subprocess.run([ROOT / "deploy" / "make-secrets", tmp_path], check=True)
            return {file.name: file.read_text() for file in tmp_path.iterdir()}

        first = made()
        assert first == made()
        assert first["postgres_password"] in first["database_url"]

    def test_are_read_from_the_files_that_variables_name(self, tmp_path: Path) -> None:
        subprocess.run([ROOT / "deploy" / "make-secrets", tmp_path], check=True)
        given = {
            "RINGDESK_DATABASE_URL_FILE": str(tmp_path / "database_url"),
            "RINGDESK_SECRET_FILE": str(tmp_path / "secret"),
        }
        settings = Settings.from_environment(given)
        assert settings.database_url.startswith("postgresql://ringdesk:")
        assert settings.secret == (tmp_path / "secret").read_text()


class TestKubernetes:
    @pytest.mark.parametrize("file", MANIFESTS, ids=lambda file: file.name)
    def test_is_what_its_schemas_say(self, file: Path) -> None:
        run("kubernetes-validate", "-k", "1.32", "--strict", "--quiet", file)

    def test_starts_a_database_a_migration_a_server_and_a_worker(self) -> None:
        named = {one["metadata"]["name"] for one in workloads()}
        assert {"database", "migrate", "server", "worker"} <= named
        for name, container in containers():
            if container["image"].startswith(PROGRAM):
                assert understood(container["args"]), name

    def test_lives_in_one_namespace(self) -> None:
        for one in objects():
            assert "ringdesk" in (one["metadata"].get("namespace"), one["metadata"]["name"])

    def test_sets_only_what_there_is_to_set(self) -> None:
        given = [variable["name"] for _, one in containers() for variable in one.get("env", ())]
        for one in objects():
            if one["kind"] == "ConfigMap" and one["metadata"]["name"] == "ringdesk":
                given += one["data"]
        ours = {name for name in given if name.startswith(PREFIX)}
        assert ours and ours <= VARIABLES

    def test_lets_nobody_do_more_than_they_must(self) -> None:
        for one in workloads():
            pod = one["spec"]["template"]["spec"]
            assert pod["securityContext"]["runAsNonRoot"] is True, one["metadata"]["name"]
        for name, container in containers():
            held = container["securityContext"]
            assert held["readOnlyRootFilesystem"] and not held["allowPrivilegeEscalation"], name
            assert held["capabilities"] == {"drop": ["ALL"]}, name

    def test_is_watched_and_limited(self) -> None:
        for one in workloads():
            for container in one["spec"]["template"]["spec"]["containers"]:
                name = f"{one['metadata']['name']}/{container['name']}"
                assert "memory" in container["resources"]["limits"], name
                assert one["kind"] == "Job" or "livenessProbe" in container, name
        serves = dict(containers())["server/server"]
        assert serves["readinessProbe"]["httpGet"]["path"] == "/readyz"

    def test_every_service_finds_its_pods(self) -> None:
        pods = [one["spec"]["template"]["metadata"]["labels"] for one in workloads()]
        for one in objects():
            if one["kind"] == "Service":
                assert one["spec"]["selector"] in pods

    def test_has_no_password_in_it(self) -> None:
        assert not [one for one in objects() if one["kind"] == "Secret"]
