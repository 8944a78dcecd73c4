"""The pages that a run leaves: index.html and methodology.html."""
