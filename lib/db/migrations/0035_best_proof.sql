-- A code that is sent at once, by the best way that its receiver has: the pages say of it only that it was sent.
alter table challenges drop constraint challenges_method_check;
alter table challenges add constraint challenges_method_check
  check (method in ('best', 'email', 'sms', 'lock_screen', 'recovery_code'));
alter table challenges add column sent_by text
  check (sent_by in ('email', 'sms', 'lock_screen', 'recovery_code'));
update challenges set sent_by = method;
