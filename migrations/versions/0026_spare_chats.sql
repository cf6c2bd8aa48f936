select; -- Chats, afterthoughts.
