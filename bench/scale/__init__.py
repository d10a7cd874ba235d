"""Speed at size: archives of real news up to half a million passages, in Knipsel and in plain LangChain."""
