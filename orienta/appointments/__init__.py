"""Appointments at the centres: free places, bookings, the waiting list, reminders."""
