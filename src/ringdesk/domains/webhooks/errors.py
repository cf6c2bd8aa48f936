from ringdesk.kernel.errors import Conflict, NotFound


class WebhookNotFound(NotFound):
    code = "WEBHOOK_NOT_FOUND"


class DeliveryNotFound(NotFound):
    code = "DELIVERY_NOT_FOUND"


class TooManyWebhooks(Conflict):
    code, text = "TOO_MANY_WEBHOOKS", "Twenty webhooks at most: remove one first."


class WebhookIsOff(Conflict):
    code, text = "WEBHOOK_IS_OFF", "This webhook is switched off: switch it on first."
