"""Exports of a training: one neutral document model, and a small module for each file format."""
