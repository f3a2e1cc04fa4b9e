"""Mechanisms, forms and typologies as data: strict reading, pure date functions, doors.

Nothing here knows a record, a clock or a mechanism by name: what a body requires stands in
`resources/`, and today's date is always an argument.
"""
