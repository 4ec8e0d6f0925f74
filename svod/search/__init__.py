"""From the library to the index that a browser loads in parts, and from a query to results."""
