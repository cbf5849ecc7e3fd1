"""From a `Query` to a `Result`: the one path on which every figure reaches a page, a chart, a file or an answer."""
