"""What a person finds in the App Home."""
