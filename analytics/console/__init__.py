"""Analysts' SQL over the cells their audience may see, in a locked child process that can be killed."""
