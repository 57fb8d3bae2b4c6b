"""Where what was said lies: SQLite or PostgreSQL through SQLAlchemy Core. It decides nothing."""
