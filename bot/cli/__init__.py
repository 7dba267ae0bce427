"""The commands of the terminal, one module each with its own arguments."""
