"""Credit repair (信用修复): applied for, looked into, decided, and gone everywhere.

Applicants use `applying` (drafts, papers, submitting, answering, taking back); officers `handling` (asking,
accepting, verifying, proposing), `deciding` (one or many alike) and `later` (revoking, restructurings).
`effects` changes what is public in the transaction of the decision; `tombstones` keeps a repaired record
out; `telling` says who was told; `letters` proves a repair to others.

`desk` shows a case to its officers with what the system finds, `ordering` decides a group by one act, `looks`
are the second looks drawn by lot, `chances` and `outreach` are for those who could apply and have not.
"""
