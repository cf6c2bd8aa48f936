from ringdesk.kernel.personal import Personal

PERSONAL = Personal(
    domain="campaigns",
    nothing={
        "campaigns": "settings of the tenant", "calling_lists": "names of lists",
        "scripts": "texts of the tenant", "dispositions": "words of the tenant",
    },
)  # fmt: skip
