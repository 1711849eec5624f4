"""Builds the sentence encoder that the running assistant loads; never imported by it."""
