"""JSON schemas of our shapes, as providers take them."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

# Strict modes refuse these; what comes back is held against our own types in any case.
_NOT_TAKEN = frozenset({
    "title", "default", "minLength", "maxLength", "pattern", "minimum", "maximum",
    "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "format",
})  # fmt: skip


def schema_of(shape: type[Struct]) -> dict[str, Any]:
    """With the shape itself at the root, as all providers want it, and others under `$defs`."""
    (root,), parts = msgspec.json.schema_components([shape], ref_template="#/$defs/{name}")
    name = root["$ref"].rpartition("/")[2]
    own = dict(parts.pop(name))
    return {**own, "$defs": parts} if parts else own


def closed(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Every field required and no others allowed: OpenAI's strict mode asks for both."""
    return {key: _closed(key, value) for key, value in _with_rules(schema).items()}


def _with_rules(schema: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in schema.items() if key not in _NOT_TAKEN}
    if "properties" in kept:
        kept |= {"required": list(kept["properties"]), "additionalProperties": False}
    return kept


def _closed(key: str, value: object) -> object:
    if key in ("properties", "$defs") and isinstance(value, dict):  # names of ours, not keywords
        return {name: closed(part) for name, part in value.items()}
    if isinstance(value, dict):
        return closed(value)
    if isinstance(value, list):
        return [closed(part) if isinstance(part, dict) else part for part in value]
    return value
