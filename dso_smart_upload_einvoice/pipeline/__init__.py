"""What makes a customer reachable by electronic invoice: plain rules, without Odoo.

In: what is known of a customer (``customer.Customer``). Out: an address that a rule proves (``derive``), what is
missing or contradicts (``judge``), and the same for the rows of a file (``plan``).
"""
