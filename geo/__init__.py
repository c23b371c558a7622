"""The geocoding stage: from the text of articles to places and located, dated events."""
