-- Staff find a loan by its borrower's customer number, and by the name the borrower gave the phone.
create index borrowers_customer_key on borrowers (lender_id, loan_key(customer_number));
create index devices_nickname_key on devices (lender_id, loan_key(nickname)) where nickname is not null;
