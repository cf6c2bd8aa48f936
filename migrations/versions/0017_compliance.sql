select; -- Do-not-call lists, and every refusal with its rule.
