"""A budget: what a project may use of the studio's machines and money in a day, and its weight among others."""
