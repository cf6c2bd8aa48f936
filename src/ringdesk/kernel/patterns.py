"""What people type, as a pattern for LIKE in which it means itself."""


def literally(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def anywhere(words: str) -> str:
    return f"%{literally(words)}%"
