"""What providers tell us: receipts, answers, opt-outs."""

from ringdesk.domains.messaging.inbound.centres import Centres, listen
from ringdesk.domains.messaging.inbound.slack import hear_slack
from ringdesk.domains.messaging.inbound.twilio import SmsTopic, SmsWebhook, hear_sms
from ringdesk.domains.messaging.inbound.whatsapp import answer_challenge, hear_whatsapp

__all__ = [
    "Centres", "SmsTopic", "SmsWebhook", "answer_challenge", "hear_slack", "hear_sms",
    "hear_whatsapp", "listen",
]  # fmt: skip
