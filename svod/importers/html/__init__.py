"""Web pages as manuscripts."""
