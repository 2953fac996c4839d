"""What headers of customer files say, as data: edit these three modules, no code needs to change.

- ``words``: ideas ("customer", "number", "zip", "delivery"...) and the words for them, by language.
  A word that is missing in Italian is added there, in the line ``it`` of its idea.
- ``meanings``: which ideas together mean which field ("customer number" is the customer code).
- ``technical``: column names of known systems that are no words (``KUNNR``, ``CT_Num``, ``ANDESCRI``).
"""
