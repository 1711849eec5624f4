"""Messages of people and what was said to them: each is stored before it is worked on, and runs once."""
