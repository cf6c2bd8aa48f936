"""A document's calls, and the comparison of an answer with what it promises."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typing_extensions import override

FOLDER = Path(__file__).parent / "documents"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
PLACE = re.compile(r"{(\w+)(:int)?}")


@dataclass(frozen=True)
class Call:
    document: str
    verb: str
    path: str
    who: str
    status: int
    answer: Any
    body: Any = None
    location: bool = False
    exactly: Mapping[str, Any] = field(default_factory=dict)
    queries: tuple[str, ...] = ("",)
    files: Mapping[str, str] | None = None

    @override
    def __str__(self) -> str:
        return f"{self.document}: {self.verb} {self.path} as {self.who}"

    def addresses(self, things: Mapping[str, Any]) -> Iterator[str]:
        for query in self.queries:
            yield str(filled(f"{self.path}?{query}" if query else self.path, things))


@dataclass(frozen=True)
class Document:
    name: str
    endpoints: tuple[str, ...]
    calls: tuple[Call, ...]


def filled(told: Any, things: Mapping[str, Any]) -> Any:
    """With the places filled in; `{ticket:int}` alone becomes a number."""
    if isinstance(told, dict):
        return {name: filled(value, things) for name, value in told.items()}
    if isinstance(told, list):
        return [filled(value, things) for value in told]
    if not isinstance(told, str):
        return told
    whole = PLACE.fullmatch(told)
    if whole is not None and whole[2]:
        return int(things[whole[1]])
    return PLACE.sub(lambda found: str(things[found[1]]), told)


def documents() -> Iterator[Document]:
    for file in sorted(FOLDER.glob("*.json")):
        told = json.loads(file.read_text())
        name = told["document"]
        calls = []
        for call in told["calls"]:
            verb, _, path = call["call"].partition(" ")
            calls.append(
                Call(
                    document=name,
                    verb=verb,
                    path=path,
                    who=call["as"],
                    status=call["status"],
                    answer=call["answer"],
                    body=call.get("body"),
                    location=call.get("location", False),
                    exactly=call.get("exactly", {}),
                    queries=tuple(call.get("queries", ("",))),
                    files=call.get("files"),
                )
            )
        yield Document(name, tuple(told["endpoints"]), tuple(calls))


def faults(promised: Any, got: Any, at: str = "") -> Iterator[str]:
    """Where an answer is not what the document shows: fields that lack, types that differ."""
    if promised is None:
        return
    if isinstance(promised, dict):
        if not isinstance(got, dict):
            yield f"{at}: an object is due, {got!r} came"
            return
        for name, value in promised.items():
            if name not in got:
                yield f"{at}.{name} lacks"
            else:
                yield from faults(value, got[name], f"{at}.{name}")
    elif isinstance(promised, list):
        if not isinstance(got, list):
            yield f"{at}: a list is due, {got!r} came"
            return
        for nr, one in enumerate(got):
            yield from faults(promised[0], one, f"{at}[{nr}]")
    elif not same_type(promised, got):
        yield f"{at}: like {promised!r} is due, {got!r} came"


def same_type(promised: Any, got: Any) -> bool:
    if isinstance(promised, bool) or isinstance(got, bool):
        return isinstance(promised, bool) and isinstance(got, bool)
    if isinstance(promised, float):
        return isinstance(got, int | float)
    if isinstance(promised, str) and TIME.fullmatch(promised):
        return isinstance(got, str) and TIME.fullmatch(got) is not None
    return type(promised) is type(got)
