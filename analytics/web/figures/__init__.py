"""How does a finished figure reach the reader? Its card, and the one component that draws it."""
