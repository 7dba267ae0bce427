"""From a document to approved attributions: storing it, drafts of what it says, decisions."""
