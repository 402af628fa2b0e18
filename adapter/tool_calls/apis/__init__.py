"""The model APIs, one file each, with both directions: tools and conversation out, replies in."""
