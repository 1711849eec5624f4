"""What happened, without a word of what was said and without saying who."""
