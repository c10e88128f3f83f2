"""Partners' own reviewed documents beside the guide's: checked, indexed and answered each by itself."""
