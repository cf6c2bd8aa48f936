select; -- Who carries a tenant's calls.
