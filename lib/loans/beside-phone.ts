import { sql } from 'kysely'
import type { HoldReason } from '#lib/domain/lock/hold.ts'
import { type Attempt, withSetAside } from '#lib/domain/money/attempt.ts'
import type { Installment } from '#lib/domain/money/installments.ts'
import type { MoneyText } from '#lib/domain/money/money.ts'
import type { OpenPromise } from '#lib/domain/promise/promise.ts'
import { isPendingPayment, setAsideMoney } from '#lib/ledger/set-aside-money.ts'
import { holdsInForce } from '#lib/lock-rules/holds-in-force.ts'
import type { PhoneHold, PhonePlan, PhoneReturn, PlanOffer } from './phone.ts'

// What stands beside a phone's row, each as JSON in one column of its query.

export const waived = sql<bigint>`(
  select greatest(coalesce(sum(gone.amount_minor), 0), 0)::bigint from ledger_entries as gone
   where gone.loan_id = loans.id and gone.account in ('written_off', 'settlement_rebate'))`

export const attempts = sql<AttemptText[]>`(
  select coalesce(json_agg(json_build_object('paymentId', payments.id, 'state', payments.state,
           'payLinkId', payments.pay_link_id, 'setAside', ${setAsideMoney},
           'amountMinor', payments.asked_minor::text, 'owedMinor', payments.owed_minor::text, 'currency', payments.currency,
           'startedAt', payments.created_at, 'expiresAt', payments.expires_at,
           'atCheckoutSince', payments.at_checkout_since, 'method', payments.method,
           'checkoutReturnedAt', payments.checkout_returned_at)
           order by payments.created_at desc), '[]')
    from payments
   where payments.loan_id = loans.id and ${isPendingPayment})`

export const hold = sql<HoldText | null>`(
  select json_build_object('reason', held.reason, 'untilAt', held.until_at)
    from ${holdsInForce(sql`now()`)} as held
   order by held.provider is not null, held.until_at desc limit 1)`

export const promise = sql<PromiseText | null>`(
  select json_build_object('id', promises.id, 'amountMinor', promises.amount_minor::text,
           'dueOn', promises.due_on)
    from promises where promises.loan_id = loans.id and promises.state = 'open')`

export const offer = sql<OfferText | null>`(
  select json_build_object('planId', plans.id, 'validUntil', plan_offers.valid_until)
    from plans join plan_offers on plan_offers.plan_id = plans.id
   where plans.loan_id = loans.id and plans.state = 'offered'
   order by plan_offers.made_at desc, plan_offers.id desc limit 1)`

export const plan = sql<PhonePlan | null>`(
  select json_build_object('planId', plans.id, 'state', plans.state)
    from plans where plans.loan_id = loans.id and plans.state in ('asked', 'active') limit 1)`

export const handBack = sql<PhoneReturn | null>`(
  select json_build_object('returnId', returns.id, 'isSettled', returns.state = 'settled')
    from returns
   where returns.loan_id = loans.id
     and returns.state in ('arranged', 'received', 'inspected', 'agreed', 'disputed', 'settled') limit 1)`

export const schedule = sql<InstallmentText[]>`(
  select coalesce(json_agg(json_build_array(
           installments.number, installments.due_on, installments.amount_minor::text)
           order by installments.due_on, installments.number), '[]')
    from schedules join installments on installments.schedule_id = schedules.id
   where schedules.loan_id = loans.id and schedules.superseded_at is null)`

type AttemptText = Pick<Attempt, 'paymentId' | 'state' | 'payLinkId' | 'currency' | 'method'> & {
  setAside: MoneyText | null
  amountMinor: string
  owedMinor: string | null
  startedAt: string
  expiresAt: string | null
  atCheckoutSince: string | null
  checkoutReturnedAt: string | null
}
type HoldText = { reason: HoldReason; untilAt: string }
type PromiseText = { id: string; amountMinor: string; dueOn: string }
type OfferText = { planId: string; validUntil: string }
type InstallmentText = [number: number, dueOn: string, amountMinor: string]
export function toAttempt(text: AttemptText): Attempt {
  const { amountMinor, owedMinor, startedAt, expiresAt, setAside, ...rest } = text
  const attempt = {
    ...rest,
    amountMinor: BigInt(amountMinor),
    owedMinor: owedMinor === null ? null : BigInt(owedMinor),
    startedAt: Temporal.Instant.from(startedAt),
    expiresAt: instantOf(expiresAt),
    atCheckoutSince: instantOf(text.atCheckoutSince),
    checkoutReturnedAt: instantOf(text.checkoutReturnedAt),
  }
  return withSetAside(attempt, setAside)
}

function instantOf(text: string | null): Temporal.Instant | null {
  return text === null ? null : Temporal.Instant.from(text)
}

export function toPromise({ id, amountMinor, dueOn }: PromiseText, currency: string): OpenPromise {
  return { id, currency, amountMinor: BigInt(amountMinor), dueOn: Temporal.PlainDate.from(dueOn) }
}

export function toInstallment([number, dueOn, amountMinor]: InstallmentText): Installment {
  return { number, dueOn: Temporal.PlainDate.from(dueOn), amountMinor: BigInt(amountMinor) }
}

export function toHold({ reason, untilAt }: HoldText): PhoneHold {
  return { reason, untilAt: Temporal.Instant.from(untilAt) }
}

export function toOffer({ planId, validUntil }: OfferText): PlanOffer {
  return { planId, validUntil: Temporal.PlainDate.from(validUntil) }
}
