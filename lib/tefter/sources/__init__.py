"""From an export file to typed frames: recognise, open, cut into records, parse, account."""
