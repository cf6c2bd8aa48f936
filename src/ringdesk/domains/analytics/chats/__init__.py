"""Numbers about chats and the assistant's part in them: document 004's."""
