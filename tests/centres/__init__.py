"""Tests of the centres."""
