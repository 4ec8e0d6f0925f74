"""RTF documents as manuscripts."""
