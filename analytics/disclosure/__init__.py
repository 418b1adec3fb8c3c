"""What may leave the house: rules, protection of linked tables, and the audit by attack."""
