"""Numbers that name a person or an account, told from other numbers by their checksums."""

import re
from collections.abc import Callable

NIF_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_WEIGHTS_PESEL = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_INN_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
# Codice fiscale: the values of characters at odd places (Decreto 12 marzo 1974).
_ODD = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3,
         6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
        strict=True,
    )
)  # fmt: skip


def digits_of(text: str) -> list[int]:
    return [int(sign) for sign in text if sign.isascii() and sign.isdigit()]


def is_card(text: str) -> bool:
    """Luhn: from the right, every second digit is doubled."""
    digits = digits_of(text)
    if not 12 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    total = 0
    for at, digit in enumerate(reversed(digits)):
        doubled = digit * 2 if at % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def is_iban(text: str) -> bool:
    """ISO 7064 mod 97-10: country and check digits to the end, letters as 10 to 35."""
    plain = text.replace(" ", "").upper()
    if not 15 <= len(plain) <= 34 or not plain.isascii():
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def is_social_security(text: str) -> bool:
    """United States: AAA-GG-SSSS, without the areas and numbers that are never given."""
    area, group, serial = re.split("[- ]", text)
    return area not in ("000", "666") and area < "900" and group != "00" and serial != "0000"


def is_nif(text: str) -> bool:
    """Spain, DNI and NIE: the letter is the number mod 23."""
    plain = re.sub("[- ]", "", text.upper())
    number = plain[:-1].replace("X", "0").replace("Y", "1").replace("Z", "2")
    return number.isdigit() and NIF_LETTERS[int(number) % 23] == plain[-1]


def is_steuer_id(text: str) -> bool:
    """Germany, ISO 7064 mod 11, 10."""
    digits = digits_of(text)
    if len(digits) != 11 or digits[0] == 0:
        return False
    product = 10
    for digit in digits[:10]:
        product = ((product + digit) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == digits[10]


def is_snils(text: str) -> bool:
    """Russia: nine digits weighted 9 to 1, mod 101."""
    digits = digits_of(text)
    if len(digits) != 11:
        return False
    total = sum(weight * digit for weight, digit in zip(range(9, 0, -1), digits, strict=False))
    return total % 101 % 100 == digits[9] * 10 + digits[10]


def is_inn(text: str) -> bool:
    """Russia, of a person: two check digits, mod 11."""
    digits = digits_of(text)
    if len(digits) != 12:
        return False
    first = sum(a * b for a, b in zip(_INN_11, digits, strict=False)) % 11 % 10
    second = sum(a * b for a, b in zip(_INN_12, digits, strict=False)) % 11 % 10
    return [first, second] == digits[10:]


def is_nir(text: str) -> bool:
    """France: 97 less the number mod 97; Corsica's 2A and 2B count as 19 and 18."""
    plain = re.sub(r"\s", "", text.upper())
    number = plain[:13].replace("2A", "19").replace("2B", "18")
    return number.isdigit() and 97 - int(number) % 97 == int(plain[13:])


def is_codice_fiscale(text: str) -> bool:
    """Italy: odd and even places weigh differently, mod 26."""
    plain = text.upper()
    total = sum(
        int(sign, 36) - (10 if sign.isalpha() else 0) if at % 2 else _ODD[sign]
        for at, sign in enumerate(plain[:15])
    )
    return chr(ord("A") + total % 26) == plain[15]


def is_pesel(text: str) -> bool:
    """Poland: weighted sum and check digit make a multiple of ten."""
    digits = digits_of(text)
    total = sum(a * b for a, b in zip(_WEIGHTS_PESEL, digits, strict=False))
    return len(digits) == 11 and (total + digits[10]) % 10 == 0


def is_cpf(text: str) -> bool:
    """Brazil: two check digits, mod 11."""
    digits = digits_of(text)
    if len(digits) != 11 or len(set(digits)) == 1:
        return False
    for length in (9, 10):
        total = sum((length + 1 - at) * digits[at] for at in range(length))
        if total * 10 % 11 % 10 != digits[length]:
            return False
    return True


def _always(_: str) -> bool:
    return True


# Shape and check of each. The National Insurance number of the United Kingdom has no checksum, but
# a shape that nothing else has.
_SHAPES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (r"(?<![\w-])\d{3}[- ]\d{2}[- ]\d{4}(?![\w-])", is_social_security),
    (r"(?<!\w)[a-ceghj-prstw-z][a-ceghj-nprstw-z](?: ?\d{2}){3} ?[a-d](?!\w)", _always),
    (r"(?<!\w)[XYZ\d]-?\d{7}[- ]?[A-Z](?!\w)", is_nif),
    (r"(?<!\w)\d{2} ?\d{3} ?\d{3} ?\d{3}(?!\w)", is_steuer_id),
    (r"(?<!\w)\d{3}-?\d{3}-?\d{3}[ -]?\d{2}(?!\w)", is_snils),
    (r"(?<!\w)\d{12}(?!\w)", is_inn),
    (r"(?<!\w)[12](?: ?\d{2}){2} ?(?:\d{2}|2[AB])(?: ?\d{3}){2} ?\d{2}(?!\w)", is_nir),
    (r"(?<!\w)[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z](?!\w)", is_codice_fiscale),
    (r"(?<!\w)\d{11}(?!\w)", is_pesel),
    (r"(?<!\w)\d{3}\.?\d{3}\.?\d{3}-?\d{2}(?!\w)", is_cpf),
)
NATIONAL = tuple((re.compile(shape, re.IGNORECASE), holds) for shape, holds in _SHAPES)
