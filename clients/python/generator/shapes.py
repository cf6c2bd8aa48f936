"""Schemas of the document as Python types, and the structs of all that are used."""

import keyword
import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

HEAD = '''"""Shapes of the API. Generated from openapi.json: do not edit."""

from datetime import date, datetime
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType, field
'''
SIMPLE = {"integer": "int", "number": "float", "boolean": "bool", "null": "None"}
TEXTS = {"date-time": "datetime", "date": "date", "binary": "bytes"}
TYPES = {"list", "dict", "str", "int", "float", "bool", "bytes", "date", "datetime", "field"}
REF = "#/components/schemas/"


class Uses(Protocol):
    """A door, as far as its shapes go."""

    schemas: list[Any]


def type_of(schema: Any, prefix: str = "") -> str:
    """`prefix`: how a struct of the document is written where the type stands."""
    if not isinstance(schema, dict) or not schema:
        return "Any"
    if ref := schema.get("$ref"):
        return prefix + name_of(ref)
    if "const" in schema:
        return f"Literal[{schema['const']!r}]"
    if "enum" in schema:
        known = [one for one in schema["enum"] if one is not None]
        none = " | None" if None in schema["enum"] else ""
        return f"Literal[{', '.join(map(repr, known))}]{none}"
    for several in ("oneOf", "anyOf"):
        if several in schema:
            return union(type_of(one, prefix) for one in schema[several])
    return by_kind(schema, prefix)


def by_kind(schema: dict[str, Any], prefix: str) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        return union(type_of({**schema, "type": one}, prefix) for one in kind)
    if kind == "string":
        return TEXTS.get(schema.get("format", ""), "str")
    if kind == "array":
        return f"list[{type_of(schema.get('items'), prefix)}]"
    if kind == "object":
        return f"dict[str, {type_of(schema.get('additionalProperties') or {}, prefix)}]"
    return SIMPLE.get(str(kind), "Any")


def union(types: Iterable[str]) -> str:
    found = list(dict.fromkeys(types))
    if "Any" in found:
        return "Any"
    return " | ".join(sorted(found, key=lambda one: one == "None"))


def name_of(ref: str) -> str:
    parts = re.split(r"\W|_", ref.removeprefix(REF))
    return "".join(part[:1].upper() + part[1:] for part in parts)


def names_in(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].removeprefix(REF)
        for one in schema.values():
            yield from names_in(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from names_in(one)


def written_models(told: dict[str, Any], doors: Iterable[Uses]) -> str:
    known = told["components"]["schemas"]
    wanted, left = set[str](), [name for door in doors for name in names_in(door.schemas)]
    while left:
        name = left.pop()
        if name not in wanted and name in known:
            wanted.add(name)
            left += names_in(known[name])
    return HEAD + "".join(written(name, known[name]) for name in sorted(wanted))


def written(name: str, schema: dict[str, Any]) -> str:
    if "properties" not in schema:
        return f"\n\n{name_of(name)} = {type_of(schema)}\n"
    required = set(schema.get("required", []))
    lines = [f"\n\nclass {name_of(name)}(Struct, kw_only=True, omit_defaults=True):"]
    if said := schema.get("description"):
        lines.append(docstring(said, 4))
    for field_name, one in schema["properties"].items():
        lines.append("    " + written_field(field_name, type_of(one), field_name in required))
    return "\n".join(lines) + ("\n" if schema["properties"] or said else "\n    pass\n")


def written_field(name: str, kind: str, required: bool) -> str:
    safe = attribute(name)
    named = f'name="{name}"' if safe != name else ""
    if required:
        return f"{safe}: {quoted(kind)}" + (f" = field({named})" if named else "")
    if kind != "Any":
        none = " | None" if kind.endswith(" | None") else ""
        kind = f"{kind.removesuffix(' | None')} | UnsetType{none}"
    return f"{safe}: {quoted(kind)} = " + (f"field(default=UNSET, {named})" if named else "UNSET")


def attribute(name: str) -> str:
    """As Python has it: small, and no word or type that is needed for something else."""
    small = re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", re.sub(r"\W", "_", name)).lower()
    taken = keyword.iskeyword(small) or small in TYPES or small[0].isdigit()
    return small + "_" if taken else small


def quoted(kind: str) -> str:
    """A struct may stand further down."""
    return f'"{kind}"' if '"' not in kind else f"'{kind}'"


def docstring(said: str, indent: int) -> str:
    """The first sentence of what the server says of it."""
    first = " ".join(said.split()).replace('"""', "'''").replace("\\", "\\\\")
    pad = " " * indent
    lines = textwrap.wrap(f'"""{first}', 96 - indent)
    lines[-1] += '"""' if not lines[-1].endswith('"') else ' """'
    return "\n".join(pad + line for line in lines)
