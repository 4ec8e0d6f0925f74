"""A new archive: its folder, and what an editor's programs are told about it."""
