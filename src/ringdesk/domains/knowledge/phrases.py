"""What can be said without knowing anything: per intent, style and language. Every sentence was
written by people; nothing of a customer's text is put into one."""

Phrases = dict[str, str]

FRIENDLY: dict[str, Phrases] = {
    "en": {
        "greeting": "Hello! How can we help you today?",
        "complaint": "I'm sorry about that. Tell us a little more and we will look into it"
        " right away.",
        "inquiry": "Thanks for asking! Let me find that out for you.",
        "support": "Let's get that working again. What happens exactly, and since when?",
        "feedback": "Thank you, that is good to know!",
        "uncategorized": "Thanks for your message! Could you tell us a little more?",
    },
    "de": {
        "greeting": "Hallo! Wie können wir Ihnen helfen?",
        "complaint": "Das tut mir leid. Erzählen Sie uns bitte etwas mehr, dann sehen wir es uns"
        " gleich an.",
        "inquiry": "Danke für Ihre Frage! Ich finde das gern für Sie heraus.",
        "support": "Das bekommen wir wieder hin. Was genau passiert, und seit wann?",
        "feedback": "Vielen Dank, gut zu wissen!",
        "uncategorized": "Danke für Ihre Nachricht! Können Sie uns etwas mehr dazu sagen?",
    },
    "ru": {
        "greeting": "Здравствуйте! Чем мы можем помочь?",
        "complaint": "Нам очень жаль. Расскажите, пожалуйста, подробнее, и мы сразу займёмся этим.",
        "inquiry": "Спасибо за вопрос! Сейчас всё узнаю.",
        "support": "Сейчас разберёмся. Что именно происходит и с какого времени?",
        "feedback": "Спасибо, это ценно для нас!",
        "uncategorized": "Спасибо за сообщение! Расскажите, пожалуйста, немного подробнее.",
    },
    "es": {
        "greeting": "¡Hola! ¿En qué podemos ayudarle?",
        "complaint": "Lo siento mucho. Cuéntenos un poco más y lo revisamos enseguida.",
        "inquiry": "¡Gracias por preguntar! Lo averiguo enseguida.",
        "support": "Vamos a solucionarlo. ¿Qué ocurre exactamente y desde cuándo?",
        "feedback": "¡Gracias, es bueno saberlo!",
        "uncategorized": "¡Gracias por su mensaje! ¿Puede contarnos un poco más?",
    },
}
FORMAL: dict[str, Phrases] = {
    "en": {
        "greeting": "Good day. How may we assist you?",
        "complaint": "Please accept our apologies. If you give us the details, we will examine the"
        " matter without delay.",
        "inquiry": "Thank you for your enquiry. We will provide the information shortly.",
        "support": "Thank you for the report. Please describe what happens and since when.",
        "feedback": "Thank you for your feedback. It has been noted.",
        "uncategorized": "Thank you for your message. Please give us some further details.",
    },
    "de": {
        "greeting": "Guten Tag. Wie dürfen wir Ihnen behilflich sein?",
        "complaint": "Wir bitten um Entschuldigung. Wenn Sie uns die Einzelheiten nennen, prüfen"
        " wir die Angelegenheit umgehend.",
        "inquiry": "Vielen Dank für Ihre Anfrage. Wir geben Ihnen in Kürze Auskunft.",
        "support": "Vielen Dank für die Meldung. Bitte beschreiben Sie, was geschieht und seit"
        " wann.",
        "feedback": "Vielen Dank für Ihre Rückmeldung. Wir haben sie aufgenommen.",
        "uncategorized": "Vielen Dank für Ihre Nachricht. Bitte nennen Sie uns weitere"
        " Einzelheiten.",
    },
    "ru": {
        "greeting": "Добрый день. Чем мы можем быть полезны?",
        "complaint": "Приносим извинения. Сообщите, пожалуйста, подробности, и мы незамедлительно"
        " рассмотрим вопрос.",
        "inquiry": "Благодарим за обращение. В ближайшее время мы предоставим информацию.",
        "support": "Благодарим за сообщение. Опишите, пожалуйста, что происходит и с какого"
        " времени.",
        "feedback": "Благодарим за отзыв. Он принят к сведению.",
        "uncategorized": "Благодарим за сообщение. Сообщите, пожалуйста, подробности.",
    },
    "es": {
        "greeting": "Buenos días. ¿En qué podemos servirle?",
        "complaint": "Le pedimos disculpas. Si nos facilita los detalles, estudiaremos el asunto"
        " sin demora.",
        "inquiry": "Gracias por su consulta. Le facilitaremos la información en breve.",
        "support": "Gracias por el aviso. Le rogamos que describa qué ocurre y desde cuándo.",
        "feedback": "Gracias por su opinión. Queda registrada.",
        "uncategorized": "Gracias por su mensaje. Le rogamos que nos facilite más detalles.",
    },
}
CONCISE: dict[str, Phrases] = {
    "en": {
        "greeting": "Hello! How can we help?",
        "complaint": "Sorry. What happened exactly?",
        "inquiry": "Let me check.",
        "support": "What happens, and since when?",
        "feedback": "Thank you!",
        "uncategorized": "Could you say more?",
    },
    "de": {
        "greeting": "Hallo! Wie können wir helfen?",
        "complaint": "Das tut uns leid. Was ist genau passiert?",
        "inquiry": "Ich sehe nach.",
        "support": "Was passiert, und seit wann?",
        "feedback": "Danke!",
        "uncategorized": "Können Sie mehr dazu sagen?",
    },
    "ru": {
        "greeting": "Здравствуйте! Чем помочь?",
        "complaint": "Извините. Что именно произошло?",
        "inquiry": "Сейчас проверю.",
        "support": "Что происходит и с какого времени?",
        "feedback": "Спасибо!",
        "uncategorized": "Расскажите подробнее?",
    },
    "es": {
        "greeting": "¡Hola! ¿En qué ayudamos?",
        "complaint": "Lo sentimos. ¿Qué ocurrió exactamente?",
        "inquiry": "Lo compruebo.",
        "support": "¿Qué ocurre y desde cuándo?",
        "feedback": "¡Gracias!",
        "uncategorized": "¿Puede decirnos más?",
    },
}
# Every style of document 004's config, by the wording that comes closest.
STYLES: dict[str, dict[str, Phrases]] = {
    "friendly": FRIENDLY, "casual": FRIENDLY, "empathetic": FRIENDLY, "formal": FORMAL,
    "professional": FORMAL, "concise": CONCISE, "technical": CONCISE,
}  # fmt: skip


def phrase(intent: str, *, style: str = "friendly", language: str = "en") -> str:
    """Empty for an intent that has none; English for a language that we don't speak."""
    wording = STYLES.get(style, FRIENDLY)
    return wording.get(language[:2].lower(), wording["en"]).get(intent, "")
