"""Fitting of heads with numpy alone, so that a tenant's own corrections can be learned anywhere."""
