"""From disk to documents: sources, front matter, the schema, the act's grammar, markup, fidelity."""
