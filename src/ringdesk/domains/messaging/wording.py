"""The mails of accounts, in our four languages: links for those who forgot their password, and for
those who are invited."""

from collections.abc import Mapping

from ringdesk.domains.messaging.models import TemplateText
from ringdesk.domains.messaging.rendering import Rendered, render
from ringdesk.kernel.errors import Invalid

HEADERS = {"Auto-Submitted": "auto-generated"}  # RFC 3834: nobody's absence note answers it

PASSWORD_RESET = (
    TemplateText("en", "A new password for {{name}}", """\
Hello {{name}},

somebody, you we hope, asked for a new password. Choose one here within 30 minutes:

{{link}}

If it was not you, do nothing: your password stays as it is.
""", None),
    TemplateText("de", "Neues Passwort für {{name}}", """\
Hallo {{name}},

jemand, hoffentlich Sie, hat ein neues Passwort angefordert. Wählen Sie es hier innerhalb von 30
Minuten:

{{link}}

Wenn Sie das nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist.
""", None),
    TemplateText("es", "Nueva contraseña para {{name}}", """\
Hola, {{name}}:

alguien, esperamos que usted, pidió una contraseña nueva. Elíjala aquí en los próximos 30 minutos:

{{link}}

Si no fue usted, no haga nada: su contraseña sigue siendo la misma.
""", None),
    TemplateText("ru", "Новый пароль для {{name}}", """\
Здравствуйте, {{name}}!

Кто-то, надеемся, что вы, запросил новый пароль. Задайте его здесь в течение 30 минут:

{{link}}

Если это были не вы, ничего не делайте: пароль останется прежним.
""", None),
)  # fmt: skip
INVITATION = (
    TemplateText("en", "{{inviter}} invites you to {{tenant}}", """\
Hello,

{{inviter}} invites you to work with {{tenant}}. Follow this link within {{days}} days:

{{link}}

If you don't know what this is about, do nothing.
""", None),
    TemplateText("de", "{{inviter}} lädt Sie zu {{tenant}} ein", """\
Guten Tag,

{{inviter}} lädt Sie zur Mitarbeit bei {{tenant}} ein. Folgen Sie diesem Link innerhalb von {{days}}
Tagen:

{{link}}

Wenn Sie nicht wissen, worum es geht, tun Sie nichts.
""", None),
    TemplateText("es", "{{inviter}} le invita a {{tenant}}", """\
Hola:

{{inviter}} le invita a trabajar en {{tenant}}. Siga este enlace en los próximos {{days}} días:

{{link}}

Si no sabe de qué se trata, no haga nada.
""", None),
    TemplateText("ru", "{{inviter}} приглашает вас в {{tenant}}", """\
Здравствуйте!

{{inviter}} приглашает вас работать в {{tenant}}. Перейдите по ссылке в течение {{days}} дней:

{{link}}

Если вы не знаете, о чём речь, ничего не делайте.
""", None),
)  # fmt: skip
MAILS = {"password_reset": PASSWORD_RESET, "invitation": INVITATION}


def worded(template: str, locale: str, variables: Mapping[str, str]) -> Rendered | None:
    """None for a template that there is not, or that lacks a variable. What people typed (a name)
    stands in one line, whatever they typed."""
    texts = {one.language: one for one in MAILS.get(template, ())}
    text = texts.get(locale.partition("-")[0], texts.get("en"))
    if text is None:
        return None
    lines = {name: " ".join(value.split()) for name, value in variables.items()}
    try:
        return render(text, lines)
    except Invalid:
        return None
