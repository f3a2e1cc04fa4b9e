"""The board of proceedings by mechanism and stage."""
