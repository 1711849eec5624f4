"""What content answers: entries in four languages, how they are checked, stored, found and said."""
