"""The add-in for Excel: what it is made of, how it is built, installed and looked after."""
