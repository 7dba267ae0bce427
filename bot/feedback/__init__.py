"""What people do with an answer: choose, share, report it, put it to the desk."""
