"""Ask a model: for other domains, which are given `Models` and know nothing of providers.

Never while work is open: a model takes seconds, and a transaction would hold its locks for as long.
"""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import aclosing
from typing import TypeVar
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.assistant.providers.chain import Models
from ringdesk.domains.assistant.providers.models import Completion
from ringdesk.domains.assistant.providers.question import Question

Shape = TypeVar("Shape", bound=Struct)


async def complete(
    models: Models, tenant_id: UUID, *, purpose: str, instructions: str, data: Mapping[str, str],
    max_length: int, local: str = "", style: str | None = None, names: Iterable[str] = (),
    links: Iterable[str] = (), providers: Iterable[str] | None = None, asked_by: int = 0,
    within_s: float = 45.0,
) -> Completion:  # fmt: skip
    """A text, by the first of the tenant's providers that gives a usable one; else `local`, what
    the house found by itself. No failure of a provider is raised.

    `instructions` are the house's own words; everything that customers or documents say goes into
    `data` ({"question": …, "passage one": …}; names of small letters), is masked if the tenant
    wants it so, and stands in marked blocks. `max_length` is characters. `names`: people in the
    data, to be masked. `links`: addresses the answer may hold; all others are taken out. `style`:
    one of STYLES, the tenant's default if None. `providers`: names, if not all enabled ones.
    `purpose` is for the call log. `within_s`: seconds, for everybody together.
    Raises ProviderUnknown.
    """
    question = Question(
        purpose=purpose, instructions=instructions, data=data, max_length=max_length, local=local,
        style=style, names=tuple(names), links=frozenset(links),
        providers=None if providers is None else tuple(providers), asked_by=asked_by,
        within_s=within_s,
    )  # fmt: skip
    return await models.complete(tenant_id, question)


async def stream(
    models: Models, tenant_id: UUID, *, purpose: str, instructions: str, data: Mapping[str, str],
    max_length: int, local: str = "", style: str | None = None, names: Iterable[str] = (),
    links: Iterable[str] = (), asked_by: int = 0, within_s: float = 45.0,
) -> AsyncIterator[str | Completion]:  # fmt: skip
    """The same, piece by piece; the Completion at the end is what counts, and replaces the pieces
    (a provider may break off, and another answer)."""
    question = Question(
        purpose=purpose, instructions=instructions, data=data, max_length=max_length, local=local,
        style=style, names=tuple(names), links=frozenset(links), asked_by=asked_by,
        within_s=within_s,
    )  # fmt: skip
    async with aclosing(models.stream(tenant_id, question)) as pieces:
        async for piece in pieces:
            yield piece


async def structured(
    models: Models, tenant_id: UUID, shape: type[Shape], *, purpose: str, instructions: str,
    data: Mapping[str, str], max_length: int, local: Shape, names: Iterable[str] = (),
    asked_by: int = 0, within_s: float = 45.0,
) -> tuple[Shape, Completion]:  # fmt: skip
    """A value of the shape, or `local`. Bound every number and list of the shape (`msgspec.Meta`):
    models give confidences of 1e15. `max_length` is that of each text in it."""
    question = Question(
        purpose=purpose, instructions=instructions, data=data, max_length=max_length,
        names=tuple(names), asked_by=asked_by, within_s=within_s,
    )  # fmt: skip
    return await models.structured(tenant_id, question, shape, local)
