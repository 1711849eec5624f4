"""Tests of the web chat: its page in a real browser, and its API."""
