"""What people keep: conversations, answers, and the same on paper."""
