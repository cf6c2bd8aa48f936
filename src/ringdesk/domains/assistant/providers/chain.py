"""Ask one provider after the other; at last the house itself, which always answers."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import aclosing, contextmanager
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from msgspec import Struct

from ringdesk.domains.assistant.errors import ProviderNotFound
from ringdesk.domains.assistant.providers import harmless
from ringdesk.domains.assistant.providers.anthropic import Anthropic
from ringdesk.domains.assistant.providers.inquiry import Inquiry
from ringdesk.domains.assistant.providers.ledger import Ledger
from ringdesk.domains.assistant.providers.local import MODEL, Local
from ringdesk.domains.assistant.providers.models import (
    LOCAL,
    Attempt,
    Completion,
    Configured,
    Failed,
    Outcome,
    Prompt,
    Provider,
    Reply,
)
from ringdesk.domains.assistant.providers.openai import OpenAI
from ringdesk.domains.assistant.providers.patience import Asking, Patience, Rests
from ringdesk.domains.assistant.providers.question import REPAIR, Question
from ringdesk.domains.assistant.providers.schemas import schema_of
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.secrets import CannotOpen, Vault
from ringdesk.kernel.work import Office

Shape = TypeVar("Shape", bound=Struct)
KINDS: dict[str, type[OpenAI] | type[Anthropic]] = {"openai": OpenAI, "anthropic": Anthropic}
TEST = Question(
    purpose="test", instructions="Answer with the word OK and nothing else.",
    data={"message": "Are you there?"}, max_length=20, within_s=20.0,
)  # fmt: skip
LONGEST_PROBLEM = 200  # characters of a validation error that the model is told


def sealed_for(tenant_id: UUID, name: str) -> str:
    return f"{tenant_id} assistant provider {name}"


class Models:
    """The providers of all tenants, at one office. `patience` differs in tests only."""

    def __init__(
        self, office: Office, egress: Egress, vault: Vault, patience: Patience | None = None
    ) -> None:
        self.office, self.egress, self.vault = office, egress, vault
        self._ledger = Ledger(office)
        self._patience = patience or Patience()
        self._rests = Rests(self._patience)
        self._closing: set[asyncio.Task[None]] = set()

    async def complete(self, tenant_id: UUID, question: Question) -> Completion:
        """Raises ProviderUnknown; nothing that a provider does."""
        inquiry = Inquiry(tenant_id, question, await self._ledger.open(tenant_id, question))
        with self._closed_if_abandoned(inquiry):
            for one in inquiry.plan.chain:
                try:
                    provider, asking = self._reach(inquiry, one)
                    reply = await asking.once(partial(provider.complete, inquiry.prompt))
                    text = inquiry.shown(reply.text)
                    if not text:
                        raise _used("empty", reply)
                    return await self._answered(inquiry, reply, text)
                except Failed as failed:
                    inquiry.failed(failed)
            return await self._stood_in(inquiry)

    async def stream(
        self, tenant_id: UUID, question: Question
    ) -> AsyncGenerator[str | Completion, None]:
        """Texts as they come, and at the end the Completion, whose text is what counts: if a
        provider broke off, it is another's answer and replaces what was shown."""
        inquiry = Inquiry(tenant_id, question, await self._ledger.open(tenant_id, question))
        with self._closed_if_abandoned(inquiry):
            for one in inquiry.plan.chain:
                try:
                    provider, asking = self._reach(inquiry, one)
                    pieces = asking.stream(partial(provider.stream, inquiry.prompt))
                    reply = None
                    async with aclosing(_shown(inquiry, pieces)) as texts:
                        async for text in texts:
                            if isinstance(text, Reply):
                                reply = text
                            else:
                                yield text
                    whole = inquiry.shown(reply.text) if reply else ""
                    if reply is None or not whole:
                        raise _used("empty", reply)
                    yield await self._answered(inquiry, reply, whole)
                    return
                except Failed as failed:
                    inquiry.failed(failed)
            yield await self._stood_in(inquiry)

    async def structured(
        self, tenant_id: UUID, question: Question, shape: type[Shape], local: Shape
    ) -> tuple[Shape, Completion]:
        """A value of the shape, whose texts are cleaned and whose numbers are within its bounds. A
        provider whose answer does not fit is told so once; then the next one is asked."""
        plan = await self._ledger.open(tenant_id, question, rounds=2)
        inquiry = Inquiry(tenant_id, question, plan)
        with self._closed_if_abandoned(inquiry):
            for one in plan.chain:
                try:
                    value, reply = await self._fitting(inquiry, one, shape)
                    text = msgspec.json.encode(value).decode()
                    return value, await self._answered(inquiry, reply, text)
                except Failed as failed:
                    inquiry.failed(failed)
            return local, await self._stood_in(inquiry)

    async def test(self, tenant_id: UUID, name: str, *, asked_by: int) -> Attempt:
        """One try with one provider, whether it is enabled or not. Raises ProviderNotFound."""
        plan = await self._ledger.open_for_test(tenant_id, name)
        if not plan.chain:
            raise ProviderNotFound
        [one] = plan.chain
        inquiry = Inquiry(tenant_id, msgspec.structs.replace(TEST, asked_by=asked_by), plan)
        inquiry.ask(one)
        with self._closed_if_abandoned(inquiry):
            try:
                provider = self._adapter(tenant_id, one)
                inquiry.answered(await provider.complete(inquiry.prompt, TEST.within_s))
                self._rests.went_well(_who(tenant_id, one))
            except Failed as failed:
                inquiry.failed(failed)
            await self._close(inquiry)
        return inquiry.attempts[-1]

    def _reach(self, inquiry: Inquiry, one: Configured) -> tuple[Provider, Asking]:
        """Raises Failed."""
        inquiry.ask(one)
        deadline = min(inquiry.deadline, asyncio.get_running_loop().time() + one.timeout_s)
        who = _who(inquiry.tenant_id, one)
        asking = Asking(self._patience, self._rests, who, deadline, inquiry.failed)
        asking.refuse_if_resting()
        return self._adapter(inquiry.tenant_id, one), asking

    def _adapter(self, tenant_id: UUID, one: Configured) -> Provider:
        key = None
        if one.credential is not None:
            try:
                key = self.vault.open(one.credential, purpose=sealed_for(tenant_id, one.name))
            except CannotOpen as error:
                raise Failed("key_lost") from error
        return KINDS[one.kind](
            self.egress, base_url=one.base_url, model=one.model, key=key, at_home=one.at_home
        )

    async def _fitting(
        self, inquiry: Inquiry, one: Configured, shape: type[Shape]
    ) -> tuple[Shape, Reply]:
        """Raises Failed, after one repair."""
        provider, asking = self._reach(inquiry, one)
        schema = schema_of(shape)
        reply = await asking.once(partial(_structured, provider, inquiry.prompt, schema))
        try:
            return _fitted(inquiry, reply, shape), reply
        except msgspec.MsgspecError as error:
            inquiry.failed(_used("wrong_shape", reply))
            prompt = _repair(inquiry.prompt, reply, error)
        inquiry.ask(one)
        reply = await asking.once(partial(_structured, provider, prompt, schema))
        try:
            return _fitted(inquiry, reply, shape), reply
        except msgspec.MsgspecError as error:
            raise _used("wrong_shape", reply) from error

    async def _answered(self, inquiry: Inquiry, reply: Reply, text: str) -> Completion:
        inquiry.answered(reply)
        await self._close(inquiry, reply.text)
        return inquiry.completion(text, reply, inquiry.attempts[-1].provider)

    async def _stood_in(self, inquiry: Inquiry) -> Completion:
        """What the house found by itself; it may be "", and then the caller knows what to do."""
        inquiry.asking = None
        reply = await Local(inquiry.question.local).complete(inquiry.prompt, 0)
        if inquiry.attempts:  # that nobody was configured is no news
            inquiry.attempts.append(Attempt(provider=LOCAL, model=MODEL, outcome="stood_in"))
            await self._close(inquiry)
        text = harmless.shortened(reply.text, inquiry.question.max_length)
        return inquiry.completion(text, None, LOCAL)

    async def _close(self, inquiry: Inquiry, answer: str = "") -> None:
        await self._ledger.close(
            inquiry.tenant_id, inquiry.question, inquiry.plan, inquiry.attempts,
            masked=inquiry.masked, prompt=inquiry.prompt, answer=answer,
        )  # fmt: skip
        inquiry.closed = True

    @contextmanager
    def _closed_if_abandoned(self, inquiry: Inquiry) -> Iterator[None]:
        """Who is cancelled may not wait any more, so the log is written by a task beside."""
        try:
            yield
        except (asyncio.CancelledError, GeneratorExit):
            if inquiry.closed:
                raise
            inquiry.abandoned()
            task = asyncio.get_running_loop().create_task(self._close(inquiry))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)
            raise


async def _shown(
    inquiry: Inquiry, pieces: AsyncGenerator[str | Reply, None]
) -> AsyncGenerator[str | Reply, None]:
    """What of a stream may be shown so far, and the reply at its end."""
    raw, shown = "", 0
    async with aclosing(pieces):
        async for piece in pieces:
            if isinstance(piece, Reply):
                yield piece
                return
            raw += piece
            ready = inquiry.clean(raw[: harmless.finished(raw)])[: inquiry.question.max_length]
            if len(ready) > shown:
                yield ready[shown:]
                shown = len(ready)


async def _structured(
    provider: Provider, prompt: Prompt, schema: Mapping[str, Any], within_s: float
) -> Reply:
    return await provider.structured(prompt, schema, within_s)


def _fitted(inquiry: Inquiry, reply: Reply, shape: type[Shape]) -> Shape:
    """Held against the shape twice: as it came, and cleaned."""
    given = msgspec.json.decode(reply.text, type=shape)
    return msgspec.convert(_each_text(msgspec.to_builtins(given), inquiry.shown), shape)


def _each_text(value: object, clean: Callable[[str], str]) -> object:
    match value:
        case str():
            return clean(value)
        case list():
            return [_each_text(one, clean) for one in value]
        case dict():
            return {name: _each_text(one, clean) for name, one in value.items()}
    return value


def _repair(prompt: Prompt, reply: Reply, error: Exception) -> Prompt:
    return msgspec.structs.replace(
        prompt, previous=reply.text[: harmless.MOST_CONSIDERED],
        complaint=REPAIR.format(problem=str(error)[:LONGEST_PROBLEM]),
    )  # fmt: skip


def _used(outcome: Outcome, reply: Reply | None) -> Failed:
    """What did not serve was paid for all the same."""
    if reply is None:
        return Failed(outcome)
    return Failed(outcome, tokens_in=reply.tokens_in, tokens_out=reply.tokens_out)


def _who(tenant_id: UUID, one: Configured) -> tuple[UUID, str, int]:
    """A changed provider is another one: it begins without a past."""
    return tenant_id, one.name, one.version
