"""What the pages of persons, events, proceedings and evidence are made of."""
