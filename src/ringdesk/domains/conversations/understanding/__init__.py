"""What customers said, understood: behind its delivery, which never waits for it."""
