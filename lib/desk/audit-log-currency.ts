import { sql } from 'kysely'

/** In which currency a line speaks of money: that of its record's loan; null: it is about no loan. */
export const currencyOfLine = sql<string | null>`(
  case audit_log.subject
    when 'loan' then (select currency from loans where id = audit_log.subject_id::uuid)
    when 'payment' then (select currency from payments where id = audit_log.subject_id::uuid)
    when 'refund' then (select payments.currency from refunds
      join payments on payments.id = refunds.payment_id where refunds.id = audit_log.subject_id::uuid)
    when 'promise' then (select currency from promises where id = audit_log.subject_id::uuid)
    when 'plan' then (select loans.currency from plans
      join loans on loans.id = plans.loan_id where plans.id = audit_log.subject_id::uuid)
    when 'return' then (select loans.currency from returns
      join loans on loans.id = returns.loan_id where returns.id = audit_log.subject_id::uuid)
    when 'pay_link' then (select loans.currency from pay_links
      join devices on devices.id = pay_links.device_id
      join loans on loans.id = devices.loan_id where pay_links.id = audit_log.subject_id::uuid)
  end)`
