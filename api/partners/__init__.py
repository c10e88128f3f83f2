"""Partners: the guidance inside other people's websites, tools and assistants."""
