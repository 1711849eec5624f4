"""Behaviour through the doors that people come in by, against real parts."""
