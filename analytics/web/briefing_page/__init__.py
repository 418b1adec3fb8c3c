"""What are the pieces of the page Briefing?"""
