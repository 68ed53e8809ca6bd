-- Where a rest too little to be charged is found among a lender's loans.
create index loans_small_rest on loans (lender_id, currency, outstanding_minor)
  where outstanding_minor > 0;
