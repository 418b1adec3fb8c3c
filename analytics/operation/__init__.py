"""How is the product kept running and answerable: audit trail, health, hardening, logs, several processes, backup?"""
