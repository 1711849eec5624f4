"""The web chat: a page for a cheap phone, and the API that it uses."""
