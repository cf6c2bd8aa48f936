"""Makes the artefact of the ticket category classifier; never imported by the running product."""
