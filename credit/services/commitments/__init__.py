"""Credit commitments (信用承诺): chosen, drafted, signed, checked, public, withdrawn, replaced, proven.

needs      what can be promised, by need, with the reasons where something cannot
drafts     a commitment being made, kept field by field; what of it will be public
signing    the signature, by which it is made
ending     withdrawal; a new version is a draft that replaces
joining    associations' self-discipline texts and the members that join
releasing  what waits for an officer, released or refused with reasons
proofs     proof of keeping one
repairing  the commitment that belongs to an application for repair, for the parties alone
own        the list and the pages of those who made them
wordings   templates that officers keep, drafted by one and put in force by another
records    the public side: records under every subject that a commitment is made for
due        what comes up, for the list of duties and its reminders
"""
