"""What obligations are about, one module a kind. Pure."""
