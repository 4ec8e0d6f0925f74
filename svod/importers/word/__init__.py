"""Word documents (.docx) as manuscripts."""
