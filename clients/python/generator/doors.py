"""Doors of the document as methods, grouped by tag."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from shapes import attribute, docstring, type_of

VERBS = ("get", "post", "put", "patch", "delete")
# What only the house's own pages call: its session, its widget, what carriers report.
NOT_FOR_PROGRAMS = re.compile(
    r"/api/(app/session|app/setup|app/invitation|widget|telephony|brand)|(?!/api/)"
)
HEAD = '''"""Doors of the API. Generated from openapi.json: do not edit."""

from datetime import date, datetime
from typing import Any, Literal
from urllib.parse import quote

from ringdesk_client import models
from ringdesk_client.transport import {transport}, Files


def _in_path(value: object) -> str:
    return quote(str(value), safe="")
'''


@dataclass
class Parameter:
    name: str
    type: str
    required: bool
    where: str

    @property
    def python(self) -> str:
        safe = attribute(self.name)
        return safe + "_" if safe in ("body", "files", "self") else safe


@dataclass
class Door:
    verb: str
    path: str
    tag: str
    name: str
    said: str
    parameters: list[Parameter]
    body: str | None
    has_files: bool
    answer: str | None
    schemas: list[Any] = field(default_factory=list)


def doors_of(told: dict[str, Any]) -> list[Door]:
    found = [
        door_of(path, verb, operation)
        for path, verbs in sorted(told["paths"].items())
        for verb, operation in verbs.items()
        if verb in VERBS and not NOT_FOR_PROGRAMS.match(path)
    ]
    return told_apart(found)


def door_of(path: str, verb: str, operation: dict[str, Any]) -> Door:
    content = operation.get("requestBody", {}).get("content", {})
    body = content.get("application/json", {}).get("schema")
    answers = [
        one.get("content", {}) for status, one in operation.get("responses", {}).items()
        if status in ("200", "201")
    ]  # fmt: skip
    given = answers[0] if answers else {}
    answer = given.get("application/json", {}).get("schema")
    parameters = [
        Parameter(one["name"], type_of(one.get("schema"), "models."), one.get("required", False),
                  one["in"])
        for one in operation.get("parameters", []) if one["in"] in ("path", "query")
    ]  # fmt: skip
    parameters.sort(key=lambda one: not one.required)
    is_file = bool(given) and answer is None
    return Door(
        verb=verb.upper(), path=path, tag=tag_of(path, operation), parameters=parameters,
        name=attribute(operation["summary"].replace(" ", "")), said=operation.get("description", ""),
        body=None if body is None else type_of(body, "models."),
        has_files="multipart/form-data" in content,
        answer="bytes" if is_file else None if answer is None else type_of(answer, "models."),
        schemas=[body, answer, operation.get("parameters", [])],
    )  # fmt: skip


def tag_of(path: str, operation: dict[str, Any]) -> str:
    """The web app's own doors by their folder."""
    if path.startswith("/api/app/"):
        return "app_" + re.sub(r"\W", "_", path.split("/")[3])
    tag: str = (operation.get("tags") or ["other"])[0]
    return re.sub(r"\W", "_", tag)


def told_apart(doors: list[Door]) -> list[Door]:
    """Of one tag and name: those of later documents by the folder they are in, then by number."""
    by_name = defaultdict[tuple[str, str], list[Door]](list)
    for door in doors:
        by_name[door.tag, door.name].append(door)
    for same in by_name.values():
        if len(same) > 1:
            for door in same:
                folder = door.path.split("/")[2]
                if folder in ("v1", "admin", "operator"):
                    door.name = f"{folder}_{door.name}"
    taken = set[tuple[str, str]]()
    for door in doors:
        name, number = door.name, 2
        while (door.tag, door.name) in taken:
            door.name, number = f"{name}_{number}", number + 1
        taken.add((door.tag, door.name))
    return doors


def written_api(doors: list[Door], *, waits: bool) -> str:
    tags = sorted({door.tag for door in doors})
    transport = "AsyncTransport" if waits else "Transport"
    parts = [HEAD.format(transport=transport)]
    for tag in tags:
        methods = [method(door, waits) for door in doors if door.tag == tag]
        parts.append(
            f"\n\nclass {class_of(tag)}:\n    def __init__(self, transport: {transport}) -> None:\n"
            "        self._transport = transport\n" + "".join(methods)
        )
    name = "AsyncApi" if waits else "Api"
    lines = [f"        self.{tag} = {class_of(tag)}(transport)" for tag in tags]
    parts.append(
        f"\n\nclass {name}:\n    def __init__(self, transport: {transport}) -> None:\n"
        + "\n".join(lines) + "\n"
    )  # fmt: skip
    return "".join(parts)


def class_of(tag: str) -> str:
    return "".join(part.capitalize() for part in tag.split("_"))


def method(door: Door, waits: bool) -> str:
    in_path = [one for one in door.parameters if one.where == "path"]
    asked = [one for one in door.parameters if one.where == "query"]
    takes = ["self", *(f"{one.python}: {one.type}" for one in in_path)]
    takes += [f"body: {door.body}"] if door.body else []
    takes += ["files: Files"] if door.has_files else []
    takes += ["*"] if asked else []
    takes += [
        f"{one.python}: {one.type}"
        if one.required
        else f"{one.python}: {optional(one.type)} = None"
        for one in asked
    ]
    gives = door.answer or "None"
    lines = [f"\n    {'async ' if waits else ''}def {door.name}("]
    lines += [f"        {one}," for one in takes]
    lines += [f"    ) -> {gives}:"]
    lines += [docstring(door.said or f"{door.verb} {door.path}", 8)]
    lines += [f"        answer: {gives} = {'await ' if waits else ''}self._transport.call("]
    lines += [f"            {arguments(door, in_path)},"]
    if asked:
        lines += ["            query={"]
        lines += [f'                "{one.name}": {one.python},' for one in asked]
        lines += ["            },"]
    lines += ["            body=body,"] if door.body else []
    lines += ["            files=files,"] if door.has_files else []
    lines += ["        )", "        return answer"]
    return "\n".join(lines) + "\n"


def optional(kind: str) -> str:
    return kind if kind == "Any" or kind.endswith("None") else f"{kind} | None"


def arguments(door: Door, in_path: list[Parameter]) -> str:
    path = door.path
    for one in in_path:
        path = path.replace("{" + one.name + "}", "{_in_path(" + one.python + ")}")
    return f'"{door.verb}", {"f" if in_path else ""}"{path}", {door.answer}'
