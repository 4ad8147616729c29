"""How the numbers and data of the product were made; not installed with it."""
