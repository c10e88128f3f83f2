"""The commands of `psp`, a module each."""
