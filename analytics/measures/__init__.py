"""What is measured: dimensions, catalogue, cube, ask."""
