"""Excel on a Mac and on the web: the functions and buttons, served by xlwings Server (an extra).

xlwings Server has a licence of its own; see docs/server.md. Nothing here is a copy of it.
"""
