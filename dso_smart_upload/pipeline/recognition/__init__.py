"""The parts of recognising columns; the door is ``pipeline.recognise``.

In the order of the work: ``header`` (what a name says), ``evidence`` (what values show), ``column``
(both weighed for one column), ``context`` (what the columns say about each other), ``fit`` (fields
given to columns). What words mean is data in ``pipeline.vocabulary``.
"""
