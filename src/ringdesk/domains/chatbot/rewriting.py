"""An answer in other words: by a configured provider, from the passage that was found and nothing
else. Whatever does not keep to the passage is not used; then the passage itself is the answer."""

import re
from uuid import UUID

import msgspec

from ringdesk.domains import assistant, knowledge
from ringdesk.domains.chatbot.models import Reply
from ringdesk.domains.chatbot.wording import plain

WITHIN_S = 12.0  # a customer waits for it
LONGEST_PASSAGE = 4_000
# Of the words of four letters and more: so many must stand in the passage or the question. What
# language endings change is met by comparing beginnings.
FROM_SOURCES = 0.6
BEGINNING = 5  # letters
INSTRUCTIONS = """\
Answer the customer's question in the language it is written in, from the passage alone. Keep every
number, name and step exactly as the passage has it. Add nothing that it does not say: no offer, no
promise, no address. If the passage does not answer the question, repeat the passage's first
sentence."""
_NUMBER = re.compile(r"\d+")
_ADDRESS = re.compile(r"(?i)https?:|www\.|[\w.+-]+@[\w-]+|!\[|\]\(|<[a-z/!]")


def is_wanted(reply: Reply) -> bool:
    return reply.outcome == "answered" and reply.rewriter != "local" and bool(reply.passage)


async def rewritten(
    models: assistant.Models, tenant_id: UUID, question: str, reply: Reply
) -> Reply:
    """Never inside a transaction: a model takes seconds."""
    completion = await assistant.complete(
        models, tenant_id, purpose="chatbot", instructions=INSTRUCTIONS,
        data={"question": question, "passage": reply.passage[:LONGEST_PASSAGE]},
        max_length=reply.most, local=reply.text, within_s=WITHIN_S,
    )  # fmt: skip
    text = completion.text.strip()
    if completion.provider == "local" or not keeps_to(text, reply.passage, question):
        return reply
    return msgspec.structs.replace(
        reply, text=knowledge.shortened(text, reply.most), provider=completion.provider
    )


def keeps_to(text: str, passage: str, question: str) -> bool:
    """No number, no address and few words that neither the passage nor the question has. An answer
    in another language than the passage's does not pass: nobody here could say what it promises."""
    if not text or (_ADDRESS.search(text) and not _same_addresses(text, passage)):
        return False
    known = f"{passage}\n{question}"
    if not set(_NUMBER.findall(text)) <= set(_NUMBER.findall(known)):
        return False
    said = [word for word in words_of(text) if len(word) >= 4]
    if not said:
        return True
    beginnings = {word[:BEGINNING] for word in words_of(known)}
    kept = sum(word[:BEGINNING] in beginnings for word in said)
    return kept >= FROM_SOURCES * len(said)


def words_of(text: str) -> list[str]:
    """All of a long text: `plain` alone looks at its beginning."""
    return [word for line in re.findall(r"(?s).{1,700}(?:\s|$)", text) for word in
            plain(line).split()]  # fmt: skip


def _same_addresses(text: str, passage: str) -> bool:
    found = re.findall(r"(?i)(?:https?:|www\.)[^\s<>()\[\]\"']+|[\w.+-]+@[\w.-]+", text)
    marked = re.search(r"!\[|\]\(|<[a-z/!]", text, re.IGNORECASE)
    return not marked and bool(found) and all(one.rstrip(".,;:!?") in passage for one in found)
