"""Text normalisation, captures merged, exact and near duplicates."""
