from ringdesk.kernel.personal import Personal

PERSONAL = Personal(
    domain="analytics",
    nothing={
        "ticket_marks": "counts by ids", "ticket_counts": "counts",
        "ticket_totals": "counts by ids", "ticket_slots": "counts by ids",
        "numbers": "counts", "lead_number_marks": "counts by ids", "rating_marks": "counts by ids",
    },
)  # fmt: skip
