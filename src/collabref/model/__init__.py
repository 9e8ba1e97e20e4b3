"""What a library may contain: its records and references, and what follows from their declarations."""
