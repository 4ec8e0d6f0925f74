"""From output files to disk."""
