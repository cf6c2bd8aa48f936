from ringdesk.kernel.personal import Personal

PERSONAL = Personal(
    domain="webhooks",
    nothing={
        "webhook_endpoints": "settings of the tenant",
        "webhook_deliveries": "which facts were told: numbers, no words",
        "webhook_attempts": "what the other side answered, a little of it",
    },
)  # fmt: skip
