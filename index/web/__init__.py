"""What is fetched over HTTP: feeds, and the pages that they link to."""
