"""What people touch: questions and answers, self-assessment, training, partners, pages and commands."""
