"""What is said to somebody whom we called and for whom nobody is free. Name and number of whom the
call was for are the law's (FTC 16 CFR 310.4(b)(4)(iii), Ofcom's statement of 2016); nothing may be
sold in it."""

TEXTS = {
    "en": "This was a call from {name}. Nobody is free to speak with you right now, we are sorry."
    " To reach us, or not to be called again, ring {number}.",
    "de": "Das war ein Anruf von {name}. Leider kann gerade niemand mit Ihnen sprechen."
    " Sie erreichen uns, auch um nicht mehr angerufen zu werden, unter {number}.",
    "es": "Ha recibido una llamada de {name}. Lamentablemente nadie puede atenderle ahora."
    " Para hablar con nosotros o no recibir más llamadas, marque {number}.",
    "ru": "Вам звонили из компании {name}. К сожалению, сейчас никто не может с вами поговорить."
    " Чтобы связаться с нами или отказаться от звонков, наберите {number}.",
}


def apology(language: str, name: str, number: str) -> str:
    """`language` as en-US. The digits one by one, or a number would be read as a sum."""
    text = TEXTS.get(language.partition("-")[0], TEXTS["en"])
    return text.format(name=name, number=" ".join(number))
