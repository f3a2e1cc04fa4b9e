"""The law as the office reads it: rules and corrections, acceptance by States, sessions."""
