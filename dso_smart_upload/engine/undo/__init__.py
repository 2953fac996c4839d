"""Lines of the journal -> what they changed is put back, where nobody changed it since.

``updated`` puts values back, ``created`` removes customers, ``made`` the groups and terms beside them. None of them
believes what the journal says: it names the values that may be put back, and the records themselves say whether the run
can have written them. Each function is given the run, in the environment of the user who asked for the undo.
"""
