"""Who is there already: which customer in Odoo a row with a new code may mean, and which rows mean one customer.

In the order of the work: ``names`` and ``places`` (one spelling for each), ``party`` (what tells who a company is),
``evidence`` (what speaks for two parties being one), ``in_file`` (twins inside the file), ``decide`` (what is certain,
and what a person must say).
"""
