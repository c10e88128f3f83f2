"""What can be taken away: the guide as plain web pages, and its content as open data."""
