"""From facts to what people read of them: digest, status, explanations."""
