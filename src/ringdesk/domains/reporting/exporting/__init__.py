"""Reports and rows as files."""
