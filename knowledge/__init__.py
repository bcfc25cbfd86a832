"""What is known: the catalogue of support measures, eligibility, regions and search."""
