"""Which column of a file is which field of a lead: by its header, in four languages."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal, get_args

from ringdesk.domains.leads.rules import LONGEST_FIELD_NAME

Field = Literal[
    "phone", "name", "first_name", "last_name", "email", "external_id", "source", "priority",
    "tags", "notes", "time_zone", "consent_basis", "custom", "skip",
]  # fmt: skip
FIELDS: tuple[Field, ...] = get_args(Field)
# Folded: no capitals, and one space for all that is no letter.
SYNONYMS: dict[Field, str] = {
    "phone": """
        phone, phone number, phonenumber, telephone, telephone number, tel, tel no, mobile,
        mobile number, mobile phone, cell, cell phone, cellphone, number, contact number,
        msisdn, work phone, home phone, phone 1, phone1, e164, telefon, telefonnummer,
        telefonnr, rufnummer, handy, handynummer, mobil, mobilnummer, mobiltelefon, telefono,
        teléfono, numero de telefono, número de teléfono, movil, móvil, celular, numero, número,
        телефон, номер телефона, номер, мобильный, мобильный телефон, тел, сотовый, контактный
        телефон, telefon raqami, raqam""",
    "name": """
        name, full name, fullname, contact, contact name, lead, lead name, customer, customer
        name, person, client, client name, vollständiger name, kunde, kundenname,
        ansprechpartner, kontakt, nombre, nombre completo, cliente, contacto, имя, фио, ф и о,
        полное имя, клиент, контакт, контактное лицо, ism, fish""",
    "first_name": """
        first name, firstname, given name, forename, vorname, nombre de pila, primer nombre""",
    "last_name": """
        last name, lastname, surname, family name, nachname, familienname, apellido, apellidos,
        фамилия, familiya""",
    "email": """
        email, e mail, mail, email address, e mail address, emailaddress, e mail adresse,
        mailadresse, correo, correo electronico, correo electrónico, почта, эл почта,
        электронная почта, имейл, адрес электронной почты""",
    "external_id": """
        external id, externalid, id, lead id, crm id, customer id, contact id, reference, ref,
        kundennummer, kundennr, referenz, referencia, identificador, идентификатор, код клиента,
        внешний id""",
    "source": """
        source, lead source, origin, channel, utm source, quelle, herkunft, fuente, origen,
        источник, источник лида, manba""",
    "priority": """
        priority, prio, urgency, importance, priorität, prioritaet, dringlichkeit, prioridad,
        urgencia, приоритет, важность, срочность""",
    "tags": """
        tags, tag, labels, label, keywords, schlagworte, schlagwörter, etiketten, etiquetas,
        etiqueta, теги, тег, метки, метка, ярлыки""",
    "notes": """
        notes, note, comment, comments, remark, remarks, notiz, notizen, bemerkung, bemerkungen,
        kommentar, nota, notas, comentario, comentarios, observaciones, заметка, заметки,
        комментарий, комментарии, примечание, примечания, izoh""",
    "time_zone": """
        time zone, timezone, tz, iana time zone, zeitzone, zona horaria, huso horario, часовой
        пояс, таймзона""",
    "consent_basis": """
        consent, consent basis, legal basis, opt in, einwilligung, rechtsgrundlage,
        consentimiento, base legal, согласие, основание""",
}
KNOWN: dict[str, Field] = {
    " ".join(name.split()): field for field, names in SYNONYMS.items() for name in names.split(",")
}
ONCE: frozenset[str] = frozenset(FIELDS) - {"custom", "skip"}


def folded(header: str) -> str:
    plain = unicodedata.normalize("NFKC", header).casefold()
    return " ".join(re.sub(r"[^\w]+|_+", " ", plain).split())


def field_named(header: str) -> Field | None:
    return KNOWN.get(folded(header))


def names_of(header: Sequence[str]) -> list[str]:
    """A name for each column, no two alike: what stands there, or its place."""
    names: list[str] = []
    taken: set[str] = set()
    for place, cell in enumerate(header, 1):
        visible = "".join(c for c in cell if unicodedata.category(c)[0] != "C")
        name = " ".join(visible.split())[:LONGEST_FIELD_NAME] or f"column {place}"
        unique, again = name, 2
        while unique.casefold() in taken:
            ending = f" ({again})"
            unique, again = name[: LONGEST_FIELD_NAME - len(ending)] + ending, again + 1
        taken.add(unique.casefold())
        names.append(unique)
    return names


def propose(columns: Sequence[str]) -> dict[str, Field]:
    """A field for each column; what has no known name is kept as a custom field. A field is given
    to the first column that has a name of it."""
    mapping: dict[str, Field] = {}
    given: set[str] = set()
    for column in columns:
        field = field_named(column)
        if field is None or field in given:
            field = "custom"
        given.add(field)
        mapping[column] = field
    if "имя" in map(folded, columns) and "last_name" in given:  # then it is the given name
        for column, field in mapping.items():
            if field == "name":
                mapping[column] = "first_name"
    return mapping


def looks_like_header(cells: Sequence[str]) -> bool:
    """A row of names, one of which we know, or in which nothing has a digit."""
    if any(field_named(cell) for cell in cells):
        return True
    return not any(any(c.isdigit() for c in cell) for cell in cells)
