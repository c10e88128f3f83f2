"""The database: SQLite by default, PostgreSQL by address; one declarative base for every room's tables."""
