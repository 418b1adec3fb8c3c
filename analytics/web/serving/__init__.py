"""What does the server put around the pages? Its document, its scripts, its process."""
