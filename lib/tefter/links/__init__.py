"""What belongs together: posts shared again elsewhere, posts gone between captures."""
