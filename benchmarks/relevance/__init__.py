"""Is what the search finds right? Queries with their truth, and a judge of search engines."""
