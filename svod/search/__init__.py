"""From documents to search shards. Empty until search is built; see the design, section 7."""
