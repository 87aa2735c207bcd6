"""Orders as 1C reads and answers them: CommerceML 2, written and read. Pure; see docs/onec.md."""
