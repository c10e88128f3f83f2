"""Prints documents of plain blocks to tagged PDF: headings, paragraphs, lists, tables, codes, empty lines."""
