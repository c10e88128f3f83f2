"""What this build costs, beside plain sentence-transformers with FAISS, all in processes of their own."""
