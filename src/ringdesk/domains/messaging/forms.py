"""What each kind of provider asks for, as data: read off the shapes of the adapters' settings, so
that a form needs no knowledge of any of them."""

from typing import Any, Literal, get_args

from msgspec import NODEFAULT, Struct, inspect

from ringdesk.domains.messaging import policy
from ringdesk.domains.messaging.channels.channel import KINDS, Channel, Kind, ProviderKind
from ringdesk.kernel.work import Actor

FieldType = Literal["text", "lines", "number", "switch", "choice", "list", "secret", "secret_lines"]


class Field(Struct, frozen=True, kw_only=True):
    """`default` is what stands there when nothing is entered. `list`: texts, one a line."""

    name: str
    type: FieldType
    required: bool = False
    default: str | float | bool | None = None
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    longest: int | None = None


class Form(Struct, frozen=True, kw_only=True):
    channel: Channel
    kind: ProviderKind
    settings: tuple[Field, ...]
    credentials: tuple[Field, ...]
    sender: Literal["needed", "optional", "none"]
    per_second: float


def forms(actor: Actor) -> list[Form]:
    """Of every kind, by channel; the console last. NotAllowed."""
    policy.require(actor, policy.LOOK_AT_SETTINGS)
    ordered = sorted(KINDS.values(), key=lambda one: (
        get_args(Channel).index(one.channel), one.kind == "console", one.kind))  # fmt: skip
    return [form_of(one) for one in ordered]


def form_of(kind: Kind) -> Form:
    shape = inspect.type_info(kind.settings)
    fields = shape.fields if isinstance(shape, inspect.StructType) else ()
    secrets = tuple(
        Field(name=one.name, type="secret_lines" if one.lines else "secret", required=one.required)
        for one in kind.credentials
    )
    return Form(
        channel=kind.channel, kind=kind.kind, settings=tuple(_field(one) for one in fields),
        credentials=secrets, sender=kind.sender, per_second=kind.per_second,
    )  # fmt: skip


def _field(one: inspect.Field) -> Field:
    default: Any = None if one.default is NODEFAULT else one.default
    shown = default if isinstance(default, str | int | float | bool) else None
    match _plain(one.type):
        case inspect.BoolType():
            return Field(name=one.name, type="switch", required=one.required, default=shown)
        case inspect.LiteralType(values):
            return Field(
                name=one.name, type="choice", required=one.required, default=shown,
                choices=tuple(str(value) for value in values),
            )  # fmt: skip
        case inspect.IntType(ge=least, le=most) | inspect.FloatType(ge=least, le=most):
            return Field(name=one.name, type="number", required=one.required, default=shown,
                         minimum=least, maximum=most)  # fmt: skip
        case inspect.StrType(max_length=longest):
            wide = longest is not None and longest > 1_000
            return Field(name=one.name, type="lines" if wide else "text", required=one.required,
                         default=shown, longest=longest)  # fmt: skip
        case inspect.VarTupleType() | inspect.ListType():
            return Field(name=one.name, type="list", required=one.required)
        case other:
            raise TypeError(f"A form has no field for {other} ({one.name})")


def _plain(found: inspect.Type) -> inspect.Type:
    """Without what Meta added, and without `None` as a further possibility."""
    while isinstance(found, inspect.Metadata):
        found = found.type
    if isinstance(found, inspect.UnionType):
        rest = [one for one in found.types if not isinstance(one, inspect.NoneType)]
        return _plain(rest[0]) if len(rest) == 1 else found
    return found


__all__ = ["Field", "Form", "form_of", "forms"]
