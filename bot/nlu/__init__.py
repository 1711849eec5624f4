"""Our graph components; they run inside Rasa's environment."""
