"""Before a vault is open: opening one, and making one."""
