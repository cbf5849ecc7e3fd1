"""Result to chart: `choice` says which charts suit, `drawing` draws one, `printing` turns it into a file."""
