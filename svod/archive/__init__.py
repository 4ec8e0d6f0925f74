"""From documents to the library: taxonomies, terms, neighbours, and what holds between documents."""
