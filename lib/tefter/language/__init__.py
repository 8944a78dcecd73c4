"""Script, language and variety of a text, each with its confidence and evidence."""
