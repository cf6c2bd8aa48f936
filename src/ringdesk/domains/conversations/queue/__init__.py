"""Who wants to talk to a person waits in order, until staff come or are found."""
