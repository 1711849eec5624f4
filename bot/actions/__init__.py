"""Custom actions: slots in, one call to the core, events out."""
