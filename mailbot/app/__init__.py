"""The composition root, the scheduler's jobs and the use cases."""
