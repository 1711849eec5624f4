"""When people want to come: what they type, and what it means."""
