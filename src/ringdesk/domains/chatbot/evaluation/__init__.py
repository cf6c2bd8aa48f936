"""How well the chatbot answers the questions whose right answer is known."""
