"""What people carry away."""
