"""Prints documents of plain blocks to tagged PDF: headings, paragraphs, lists, tables, lines to write on, codes."""
