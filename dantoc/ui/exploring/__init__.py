"""What every page shares that cuts and arranges figures: filters, layout, and ways out of an empty choice."""
