"""The browser chat: a page that asks the assistant and shows what it says, with the passages that prove it."""
