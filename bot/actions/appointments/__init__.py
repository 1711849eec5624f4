"""Appointments in the talk: the form that books one, and what becomes of it afterwards."""
