"""From foreign files (Word, PDF, text) to content files. Empty until import is built."""
