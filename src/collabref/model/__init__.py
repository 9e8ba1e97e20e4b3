"""What a library may hold: its records, references, and what follows from how they are declared."""
