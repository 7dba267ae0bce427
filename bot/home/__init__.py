"""What a person finds in the App Home."""

__all__ = ["home", "sample", "sample_view", "welcome"]
