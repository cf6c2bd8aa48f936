"""Values written out in a statement, where it can have no parameters."""


def literal(text: str | None) -> str:
    """As PostgreSQL reads it where `standard_conforming_strings` is on, as in each session of ours.
    For what can't be a parameter: the simple protocol, which takes several statements, has none."""
    if text is None:
        return "null"
    if "\0" in text:
        raise ValueError("No text of PostgreSQL's holds a NUL")
    return "'" + text.replace("'", "''") + "'"


def array_literal(texts: list[str]) -> str:
    return f"array[{','.join(map(literal, texts))}]"
