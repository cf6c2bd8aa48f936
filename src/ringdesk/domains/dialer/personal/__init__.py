from ringdesk.kernel.personal import Personal

PERSONAL = Personal(
    domain="dialer",
    nothing={
        "dialers": "which process dials", "dialer_alarms": "when to look again",
        "pacing_traces": "counts", "abandonment_days": "counts, and ids of calls",
    },
)  # fmt: skip
