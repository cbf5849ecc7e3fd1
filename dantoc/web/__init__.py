"""The product over HTTP: the API, citations, what crawlers read, the pages' documents, errors and headers."""
