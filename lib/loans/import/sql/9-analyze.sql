-- The pages and the next import are planned by what these tables hold now, not by what they held before.
analyze borrowers, loans, devices, schedules, installments, postings, ledger_entries;
