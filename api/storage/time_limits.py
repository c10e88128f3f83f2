"""How long PostgreSQL may take, in milliseconds: what hangs must not hold a thread or a lock for ever."""

POSTGRES_LIMITS = {
    "statement_timeout": 15_000,
    "lock_timeout": 10_000,
    "idle_in_transaction_session_timeout": 60_000,
}
CONNECT_SECONDS = 5
