"""How long does one page take in each of several tools? The same records, questions and filters, and the same stopwatch."""
