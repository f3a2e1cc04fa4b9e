"""Lists of records: the places of the sidebar, with filters, saved views and a preview."""
