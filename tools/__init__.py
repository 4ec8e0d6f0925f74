"""Programs for those who work on Svod; the engine needs none of them."""
