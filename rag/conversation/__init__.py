"""Earlier questions and their answers, and what a follow-up takes from them."""
