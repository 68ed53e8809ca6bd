-- Of what was said to settle a loan, what still stands: looked through at every sweep.
create index settlement_quotes_standing on settlement_quotes (valid_until, loan_id, rebate_minor)
  where rebate_minor > 0;
