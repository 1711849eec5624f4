"""Sets up and starts everything on one machine; needs nothing but Python's standard library."""
