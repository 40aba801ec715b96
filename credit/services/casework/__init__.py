"""Cases an authority handles: one machine for findings, tips, enquiries, repairs and objections.

A room opens a case here and moves it from state to state; number, clock, assignee, history, audit and
escalation come from here. What a case is about the room keeps itself, under the id of the case.
"""
