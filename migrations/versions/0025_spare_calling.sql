select; -- Calling, afterthoughts.
