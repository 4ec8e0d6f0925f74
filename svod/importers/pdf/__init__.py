"""PDF documents with a text layer as manuscripts."""
