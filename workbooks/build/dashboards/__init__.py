"""The build of the two local dashboards: what both share, and each of them."""
