"""The editors' web page: runs, reports, comparisons, exports and publishing without a notebook.

It listens on loopback only. A run is a process of its own, so that it goes on when a page is
closed or the desk is restarted.
"""
