"""The page of an event or reprisal."""
