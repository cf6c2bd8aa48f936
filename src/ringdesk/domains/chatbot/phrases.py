"""What the chatbot says of itself. Every sentence was written by people; nothing of a customer's
text is put into one, only numbers are."""

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "thanked": "You're welcome! Write again whenever you need something.",
        "unclear": "Could you put your question into a few words?",
        "refused": "I don't know that well enough to answer it. I have opened ticket #{ticket} with"
        " our conversation; a colleague will reply to you.",
        "refused_again": "I don't know that well enough either. Your words are with ticket"
        " #{ticket}; a colleague will reply to you.",
        "refused_waiting": "I don't know that well enough to answer it. A colleague will be with"
        " you.",
        "not_known": "I don't know that well enough to answer it.",
        "person": "Of course. I am asking a colleague to join us here.",
        "with_person": "A colleague is in this conversation and will answer you.",
        "nobody": "Nobody is here right now. I have opened ticket #{ticket} with our conversation,"
        " so that nothing is lost; a colleague will reply to you.",
        "too_long": "I'm sorry, nobody could join in time. I have opened ticket #{ticket} with our"
        " conversation; a colleague will reply to you.",
    },
    "de": {
        "thanked": "Gern geschehen! Schreiben Sie wieder, wenn Sie etwas brauchen.",
        "unclear": "Können Sie Ihre Frage in wenigen Worten stellen?",
        "refused": "Das weiß ich nicht gut genug, um es zu beantworten. Ich habe Ticket #{ticket}"
        " mit unserem Gespräch eröffnet; jemand aus dem Team antwortet Ihnen.",
        "refused_again": "Auch das weiß ich nicht gut genug. Ihre Worte stehen bei Ticket"
        " #{ticket}; jemand aus dem Team antwortet Ihnen.",
        "refused_waiting": "Das weiß ich nicht gut genug, um es zu beantworten. Gleich ist jemand"
        " für Sie da.",
        "not_known": "Das weiß ich nicht gut genug, um es zu beantworten.",
        "person": "Gern. Ich bitte jemanden aus dem Team dazu.",
        "with_person": "Jemand aus dem Team ist in diesem Gespräch und antwortet Ihnen.",
        "nobody": "Im Moment ist niemand da. Ich habe Ticket #{ticket} mit unserem Gespräch"
        " eröffnet, damit nichts verloren geht; jemand aus dem Team antwortet Ihnen.",
        "too_long": "Leider konnte niemand rechtzeitig dazukommen. Ich habe Ticket #{ticket} mit"
        " unserem Gespräch eröffnet; jemand aus dem Team antwortet Ihnen.",
    },
    "ru": {
        "thanked": "Пожалуйста! Пишите, если ещё что-нибудь понадобится.",
        "unclear": "Опишите, пожалуйста, ваш вопрос в нескольких словах.",
        "refused": "Я знаю об этом недостаточно, чтобы ответить. Я создал обращение №{ticket} с"
        " нашей перепиской; вам ответит сотрудник.",
        "refused_again": "Об этом я тоже знаю недостаточно. Ваши слова добавлены к обращению"
        " №{ticket}; вам ответит сотрудник.",
        "refused_waiting": "Я знаю об этом недостаточно, чтобы ответить. Скоро подключится"
        " сотрудник.",
        "not_known": "Я знаю об этом недостаточно, чтобы ответить.",
        "person": "Конечно. Я приглашаю сотрудника в этот разговор.",
        "with_person": "В этом разговоре уже есть сотрудник, он вам ответит.",
        "nobody": "Сейчас никого нет на месте. Я создал обращение №{ticket} с нашей перепиской,"
        " чтобы ничего не потерялось; вам ответит сотрудник.",
        "too_long": "К сожалению, никто не смог подключиться вовремя. Я создал обращение №{ticket}"
        " с нашей перепиской; вам ответит сотрудник.",
    },
    "es": {
        "thanked": "¡De nada! Escríbanos cuando necesite algo más.",
        "unclear": "¿Puede formular su pregunta en pocas palabras?",
        "refused": "No lo sé lo bastante bien para responder. He abierto el ticket #{ticket} con"
        " nuestra conversación; una persona del equipo le responderá.",
        "refused_again": "Eso tampoco lo sé lo bastante bien. Sus palabras están en el ticket"
        " #{ticket}; una persona del equipo le responderá.",
        "refused_waiting": "No lo sé lo bastante bien para responder. Enseguida le atenderá una"
        " persona del equipo.",
        "not_known": "No lo sé lo bastante bien para responder.",
        "person": "Por supuesto. Pido a una persona del equipo que se una aquí.",
        "with_person": "Una persona del equipo está en esta conversación y le responderá.",
        "nobody": "Ahora mismo no hay nadie. He abierto el ticket #{ticket} con nuestra"
        " conversación para que no se pierda nada; una persona del equipo le responderá.",
        "too_long": "Lo siento, nadie pudo unirse a tiempo. He abierto el ticket #{ticket} con"
        " nuestra conversación; una persona del equipo le responderá.",
    },
}


def phrase(name: str, language: str, *, ticket: int | None = None) -> str:
    """English for a language that we don't speak."""
    said = PHRASES.get(language[:2].lower(), PHRASES["en"])[name]
    return said.replace("{ticket}", "" if ticket is None else str(ticket))
