"""What reports say in files and mails, by language. The web app has words of its own."""

from ringdesk.domains.reporting.models import Language

Phrases = dict[str, str]
ENGLISH: Phrases = {
    "agent_performance": "Agent performance", "campaign": "Campaigns",
    "lead_source": "Lead sources", "gamification": "Games",
    "by.agent_performance": "Agent", "by.campaign": "Campaign", "by.lead_source": "Source",
    "by.gamification": "Player",
    "summary": "Summary", "over_time": "Over time", "rows": "In detail", "before": "before",
    "this_period": "This period", "period_before": "Period before", "minutes": "min",
    "new": "new", "compared": "Compared with {start} – {end}.",
    "nothing": "Nothing happened in this period.", "nameless": "(none)",
    "anonymous": "Anonymous", "left_out": "{n} more rows are not shown.",
    "made": "Made {at}", "in_zone": "time zone {zone}",
    "tickets": "Tickets created", "assigned": "Tickets assigned", "resolved": "Tickets resolved",
    "first_response_minutes": "First response", "resolution_minutes": "Resolution",
    "csat": "Satisfaction (1–5)", "calls": "Calls", "answered": "Answered",
    "abandoned": "Abandoned", "answer_rate": "Answer rate", "talk_minutes": "Talk",
    "conversions": "Conversions", "leads": "Leads", "contacted": "Contacted",
    "qualified": "Qualified", "converted": "Converted", "lost": "Lost",
    "conversion_rate": "Conversion rate", "points": "Points", "badges": "Badges",
    "challenges": "Challenges", "players": "Players",
    "mail": "{name}\n{workspace}\n\nThe report for {days} ({zone}) is attached.\n\n"
            "It was sent because somebody at {workspace} set it up so. To stop it, ask them, or"
            " switch it off under Reports.",
}  # fmt: skip
GERMAN: Phrases = {
    "agent_performance": "Leistung der Mitarbeitenden", "campaign": "Kampagnen",
    "lead_source": "Quellen der Leads", "gamification": "Spiele",
    "by.agent_performance": "Person", "by.campaign": "Kampagne", "by.lead_source": "Quelle",
    "by.gamification": "Person",
    "summary": "Überblick", "over_time": "Verlauf", "rows": "Im Einzelnen", "before": "davor",
    "this_period": "Dieser Zeitraum", "period_before": "Zeitraum davor", "minutes": "Min.",
    "new": "neu", "compared": "Verglichen mit {start} – {end}.",
    "nothing": "In diesem Zeitraum ist nichts geschehen.", "nameless": "(keine)",
    "anonymous": "Anonym", "left_out": "{n} weitere Zeilen sind nicht gezeigt.",
    "made": "Erstellt {at}", "in_zone": "Zeitzone {zone}",
    "tickets": "Neue Tickets", "assigned": "Zugewiesene Tickets", "resolved": "Gelöste Tickets",
    "first_response_minutes": "Erste Antwort", "resolution_minutes": "Lösung",
    "csat": "Zufriedenheit (1–5)", "calls": "Anrufe", "answered": "Angenommen",
    "abandoned": "Verloren", "answer_rate": "Annahmequote", "talk_minutes": "Gesprächszeit",
    "conversions": "Abschlüsse", "leads": "Leads", "contacted": "Kontaktiert",
    "qualified": "Qualifiziert", "converted": "Gewonnen", "lost": "Verloren",
    "conversion_rate": "Abschlussquote", "points": "Punkte", "badges": "Abzeichen",
    "challenges": "Herausforderungen", "players": "Mitspielende",
    "mail": "{name}\n{workspace}\n\nDer Bericht für {days} ({zone}) ist angehängt.\n\n"
            "Er kommt, weil ihn jemand bei {workspace} so eingerichtet hat. Abstellen lässt er"
            " sich dort unter Berichte.",
}  # fmt: skip
RUSSIAN: Phrases = {
    "agent_performance": "Работа сотрудников", "campaign": "Кампании",
    "lead_source": "Источники лидов", "gamification": "Игры",
    "by.agent_performance": "Сотрудник", "by.campaign": "Кампания", "by.lead_source": "Источник",
    "by.gamification": "Участник",
    "summary": "Итоги", "over_time": "По времени", "rows": "Подробно", "before": "ранее",
    "this_period": "Этот период", "period_before": "Предыдущий период", "minutes": "мин",
    "new": "новое", "compared": "По сравнению с {start} – {end}.",
    "nothing": "За этот период ничего не произошло.", "nameless": "(нет)",
    "anonymous": "Аноним", "left_out": "Ещё строк, которые не показаны: {n}.",
    "made": "Создано {at}", "in_zone": "часовой пояс {zone}",
    "tickets": "Новые заявки", "assigned": "Назначено заявок", "resolved": "Решено заявок",
    "first_response_minutes": "Первый ответ", "resolution_minutes": "Решение",
    "csat": "Оценка (1–5)", "calls": "Звонки", "answered": "Отвечено",
    "abandoned": "Потеряно", "answer_rate": "Доля ответов", "talk_minutes": "Разговоры",
    "conversions": "Продажи", "leads": "Лиды", "contacted": "Связались",
    "qualified": "Подходят", "converted": "Купили", "lost": "Отказались",
    "conversion_rate": "Доля купивших", "points": "Баллы", "badges": "Значки",
    "challenges": "Задания", "players": "Участники",
    "mail": "{name}\n{workspace}\n\nОтчёт за {days} ({zone}) приложен к письму.\n\n"
            "Он приходит, потому что так настроено в {workspace}. Отключить его можно там же,"
            " в разделе «Отчёты».",
}  # fmt: skip
SPANISH: Phrases = {
    "agent_performance": "Rendimiento del equipo", "campaign": "Campañas",
    "lead_source": "Orígenes de los leads", "gamification": "Juegos",
    "by.agent_performance": "Agente", "by.campaign": "Campaña", "by.lead_source": "Origen",
    "by.gamification": "Participante",
    "summary": "Resumen", "over_time": "Evolución", "rows": "En detalle", "before": "antes",
    "this_period": "Este periodo", "period_before": "Periodo anterior", "minutes": "min",
    "new": "nuevo", "compared": "Comparado con {start} – {end}.",
    "nothing": "No pasó nada en este periodo.", "nameless": "(ninguno)",
    "anonymous": "Anónimo", "left_out": "No se muestran {n} filas más.",
    "made": "Creado {at}", "in_zone": "zona horaria {zone}",
    "tickets": "Tickets nuevos", "assigned": "Tickets asignados", "resolved": "Tickets resueltos",
    "first_response_minutes": "Primera respuesta", "resolution_minutes": "Resolución",
    "csat": "Satisfacción (1–5)", "calls": "Llamadas", "answered": "Contestadas",
    "abandoned": "Abandonadas", "answer_rate": "Tasa de respuesta", "talk_minutes": "Conversación",
    "conversions": "Conversiones", "leads": "Leads", "contacted": "Contactados",
    "qualified": "Cualificados", "converted": "Convertidos", "lost": "Perdidos",
    "conversion_rate": "Tasa de conversión", "points": "Puntos", "badges": "Insignias",
    "challenges": "Retos", "players": "Participantes",
    "mail": "{name}\n{workspace}\n\nSe adjunta el informe de {days} ({zone}).\n\n"
            "Llega porque alguien de {workspace} lo configuró así. Se desactiva allí, en"
            " Informes.",
}  # fmt: skip
BY_LANGUAGE: dict[Language, Phrases] = {
    "en": ENGLISH, "de": GERMAN, "ru": RUSSIAN, "es": SPANISH,
}  # fmt: skip


def phrases_of(language: Language) -> Phrases:
    return BY_LANGUAGE[language]
