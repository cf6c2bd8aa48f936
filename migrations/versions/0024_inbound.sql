select; -- Menus, queues and recordings of calls that come in.
