"""Who talks with us, without saying who: a random id and the language of the talk."""
