"""Text, numbers, dates and direction in Arabic, French and English."""

from analytics.language.speech import ARABIC, ENGLISH, FRENCH, LANGUAGES, Language, Named, Phrase, language_of, message

__all__ = ["ARABIC", "ENGLISH", "FRENCH", "LANGUAGES", "Language", "Named", "Phrase", "language_of", "message"]
