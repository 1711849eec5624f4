"""What the assistant understands and says: Rasa's domain, data, components and actions."""
