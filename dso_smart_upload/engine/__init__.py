"""From a file and options to customers and a journal: plain Python that is given an environment.

No model and no commit is here. The way goes from one module to the next: ``prepare`` reads a file and settles its
columns (``Job``), ``planning`` compares block after block with today's customers (``Plan``), ``apply`` carries a plan
out, and ``journal`` says what was done. The check stops before ``apply``. Models and screens call this storey; it calls
none of them, apart from the records of fields and mappings whose settings it reads.
"""
