"""Personal data in text: find it, mask it; pseudonyms; what may be published."""
