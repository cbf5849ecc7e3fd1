"""Result to statistical table: `layout.lay_out` makes the `StatTable`, `html.to_html` prints it, `style` dresses it."""
