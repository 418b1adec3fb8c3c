"""What a difference means: change, interval, verdict."""
