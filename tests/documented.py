"""The routes as /openapi.json tells them, and bodies that they would take."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from httpx import AsyncClient

Schema = dict[str, Any]
MOMENTS = {"date-time": "2099-01-31T10:00:00Z", "date": "2099-01-31"}
OF_PATTERN = {"^[a-z]{2}-[A-Z]{2}$": "en-GB", r"^([01]\d|2[0-3]):[0-5]\d$": "08:00"}
TEXTS = {"email": "{}@example.org", "password": "a long enough phrase", "token": "made-up"}


@dataclass(frozen=True)
class Operation:
    verb: str
    path: str
    parameters: tuple[Schema, ...] = ()
    bodies: dict[str, Schema] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.verb} {self.path}"

    @property
    def names_a_thing(self) -> bool:
        return "{" in self.path


class Document:
    def __init__(self, document: Schema) -> None:
        self._document = document

    @classmethod
    async def of(cls, client: AsyncClient) -> "Document":
        return cls((await client.get("/openapi.json")).json())

    def operations(self) -> Iterator[Operation]:
        for path, verbs in self._document["paths"].items():
            for verb, told in verbs.items():
                content = (told.get("requestBody") or {}).get("content", {})
                yield Operation(
                    verb.upper(), path, tuple(told.get("parameters", ())),
                    {kind: self.resolved(body["schema"]) for kind, body in content.items()},
                )  # fmt: skip

    def resolved(self, schema: Schema) -> Schema:
        """Without references, of two alternatives the one that is no null."""
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            return self.resolved(self._document["components"]["schemas"][name])
        for several in ("oneOf", "anyOf"):
            if several in schema:
                real = [one for one in schema[several] if one.get("type") != "null"]
                rest = {name: value for name, value in schema.items() if name != several}
                return self.resolved(real[0]) | rest
        return schema

    def body_for(self, operation: Operation, *, everything: bool = False) -> Any:
        """Something the route takes as well-formed; nothing if it takes no JSON."""
        schema = operation.bodies.get("application/json")
        return None if schema is None else self.example(schema, everything=everything)

    def query_for(self, operation: Operation) -> dict[str, Any]:
        """What the route can't do without in its query."""
        return {
            one["name"]: self.example(one["schema"], name=one["name"])
            for one in operation.parameters
            if one["in"] == "query" and one.get("required")
        }

    def example(self, schema: Schema, *, name: str = "", everything: bool = False) -> Any:
        schema = self.resolved(schema)
        if "enum" in schema:
            return schema["enum"][0]
        match schema.get("type"):
            case "object":
                wanted = schema.get("properties", {})
                names = wanted if everything else schema.get("required", [])
                return {one: self.example(wanted[one], name=one) for one in names}
            case "array":
                few = range(schema.get("minItems", 0))
                return [self.example(schema["items"], name=name) for _ in few]
            case "integer" | "number":
                return min(max(1, schema.get("minimum", 1)), schema.get("maximum", 10**9))
            case "boolean":
                return False
            case _ if schema.get("format") in MOMENTS:
                return MOMENTS[schema["format"]]
            case _ if schema.get("pattern") in OF_PATTERN:
                return OF_PATTERN[schema["pattern"]]
            case _:
                text = TEXTS.get(name, "x-{}").format(secrets.token_hex(6))
                return text[: schema.get("maxLength")]
