"""Where somebody lives, read from what he or she wrote."""
