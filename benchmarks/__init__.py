"""What is measured, and against what. `make bench` writes the last table into RESULTS.md."""
