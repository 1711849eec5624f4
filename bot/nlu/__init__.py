"""Our graph components: the only code that runs inside Rasa's environment."""
