"""What is forgotten, when and how completely."""
