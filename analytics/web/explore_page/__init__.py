"""What are the pieces of the page Explore?"""
