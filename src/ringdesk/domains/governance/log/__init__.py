"""The event log, read as an audit."""
