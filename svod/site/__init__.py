"""From the library to pages: what each page shows, its template, feeds."""
