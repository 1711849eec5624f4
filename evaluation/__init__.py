"""How well the assistant understands: measured on questions that it never learnt from."""
