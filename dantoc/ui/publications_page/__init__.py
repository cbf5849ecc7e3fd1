"""The page of publications: what there is, and the desk where one is leafed through, chosen from and printed."""
