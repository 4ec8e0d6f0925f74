"""OpenDocument texts (.odt) as manuscripts."""
