"""What must be remembered: saved views, in SQLite or PostgreSQL."""
