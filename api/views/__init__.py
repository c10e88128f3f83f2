"""What a page or the widget shows, made ready without HTTP."""
