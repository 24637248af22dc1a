"""The functions for cells as an add-in of LibreOffice Calc.

LibreOffice brings a Python of its own on Windows and macOS, often an older one, which can load
neither this package nor the compiled packages it needs. So the part inside LibreOffice
(:mod:`~xlbcf.hosts.calc.component`, :mod:`~xlbcf.hosts.calc.asking`) only passes cells on to the
Python that xlbcf is installed in, where :mod:`~xlbcf.hosts.calc.answering` works them out.
"""
