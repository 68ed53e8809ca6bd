-- One word for one thing (docs/words.md): the audit log, the plan, the goodwill credit, the payment service provider (psp), the
-- checkout return and the phone that was handed back. What was written under the old words is told under the new ones.

alter table journal rename to audit_log;
alter sequence journal_id_seq rename to audit_log_id_seq;
alter table restructurings rename to plans;
alter table restructuring_offers rename to plan_offers;
alter table plan_offers rename column restructuring_id to plan_id;
alter table schedules rename column restructuring_id to plan_id;
alter table payments rename column returned_at to checkout_returned_at;
alter table devices rename column returned_at to handed_back_at;
alter table mdm_connections rename column secret_sealed to secret_encrypted;
alter table mdm_connections rename column former_secret_sealed to former_secret_encrypted;
alter table webhook_endpoints rename column secret_sealed to secret_encrypted;
alter table webhook_endpoints rename column former_secret_sealed to former_secret_encrypted;
alter table offline_codes rename column code_sealed to code_encrypted;
alter table staff rename column totp_secret_sealed to totp_secret_encrypted;
alter table stripe_events rename to psp_events;
alter table refunds rename column stripe_refund_id to psp_refund_id;
alter table cases rename column stripe_event_id to psp_event_id;

do $$
declare
  old record;
begin
  for old in
    select 'alter table ' || conrelid::regclass || ' rename constraint ' || conname as sentence, conname as name from pg_constraint
     where connamespace = 'public'::regnamespace and conrelid <> 0
    union all
    select 'alter index ' || relname, relname from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'i'
       and not exists (select from pg_constraint where conindid = pg_class.oid and conname = relname)
    union all
    select 'alter trigger ' || tgname || ' on ' || tgrelid::regclass, tgname from pg_trigger where not tgisinternal
  loop
    if old.name ~ '^(journal|restructuring|schedules_restructuring|payments_returned|devices_returned)|stripe_(events|refund|event)' then
      execute old.sentence || case when old.sentence like 'alter table%' then ' to ' else ' rename to ' end
        || replace(replace(replace(replace(replace(replace(old.name,
          'journal', 'audit_log'), 'restructurings', 'plans'), 'restructuring', 'plan'), 'stripe_', 'psp_'),
          'payments_returned', 'payments_checkout_returned'), 'devices_returned', 'devices_handed_back');
    end if;
  end loop;
end $$;

-- Written once and never changed, but for this.
alter table audit_log disable trigger user;
alter table ledger_entries disable trigger user;
alter table postings disable trigger user;
alter table settings_versions disable trigger user;
alter table schedules drop constraint schedules_source_check;
alter table ledger_entries drop constraint ledger_entries_account_check;

update audit_log set subject = 'plan', action = replace(action, 'restructuring.', 'plan.') where subject = 'restructuring';
update audit_log set action = 'goodwill_credit.given' where action = 'apology.credited';
update audit_log set subject_id = 'audit_log' where subject = 'list' and subject_id = 'journal';
update audit_log set detail = replace(detail::text, 'apologyCreditMinor', 'goodwillCreditMinor')::jsonb
 where detail::text like '%apologyCreditMinor%';
update ledger_entries set account = case account when 'stripe_clearing' then 'psp_clearing' else 'goodwill_credit' end
 where account in ('stripe_clearing', 'apology_credit');
update postings set cause = 'goodwill_credit' where cause = 'apology';
update unlocks set cause_id = replace(cause_id, 'apology:', 'goodwill_credit:') where cause_id like 'apology:%';
update audit_log set actor = 'psp' where actor = 'stripe';
update refunds set requested_by = 'psp', reason = replace(reason, 'stripe:', 'psp:') where requested_by = 'stripe';
update payments set failure = replace(failure, 'stripe_', 'provider_') where failure in ('stripe_unreachable', 'stripe_refused');
update cases set detail = detail - 'stripeSays' || jsonb_build_object('providerSays', detail -> 'stripeSays')
 where detail ? 'stripeSays';
update schedules set source = 'plan' where source = 'restructuring';
update lenders set policy = replace(policy::text, 'apologyCreditMinor', 'goodwillCreditMinor')::jsonb;
update settings_versions set settings = replace(settings::text, 'apologyCreditMinor', 'goodwillCreditMinor')::jsonb;
update approvals set detail = replace(detail::text, 'apologyCreditMinor', 'goodwillCreditMinor')::jsonb
 where detail::text like '%apologyCreditMinor%';

alter table schedules add constraint schedules_source_check
  check (source in ('import', 'plan', 'restored', 'return'));
alter table ledger_entries add constraint ledger_entries_account_check
  check (account in ('loan_receivable', 'borrower_credit', 'psp_clearing', 'lender_book', 'settlement_rebate', 'disputes',
    'fees', 'suspense', 'cash', 'plan_cost', 'return_value', 'goodwill_credit', 'written_off'));
alter table audit_log enable trigger user;
alter table ledger_entries enable trigger user;
alter table postings enable trigger user;
alter table settings_versions enable trigger user;
