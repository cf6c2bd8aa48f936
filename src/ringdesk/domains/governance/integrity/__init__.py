"""Whether the record holds: walks along it, and its heads kept elsewhere."""
