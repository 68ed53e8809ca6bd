import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { imeiTail } from '#lib/domain/identity/imei.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import type { HoldReason } from '#lib/domain/lock/hold.ts'
import { type LockState, liveStates, type UnlockState } from '#lib/domain/lock/unlock.ts'
import { type Attempt, withSetAside } from '#lib/domain/money/attempt.ts'
import type { Installment } from '#lib/domain/money/installments.ts'
import type { MoneyText } from '#lib/domain/money/money.ts'
import type { SettlementQuote } from '#lib/domain/money/settlement-quote.ts'
import type { OpenPromise } from '#lib/domain/promise/promise.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { awaitsFirstPayment } from '#lib/ledger/awaits-first-payment.ts'
import { hasDisputedMoney, isDisputeLost } from '#lib/ledger/disputed-money.ts'
import { planCost, type RunningCost, toPlanCost } from '#lib/ledger/running-cost.ts'
import { isPendingPayment, setAsideMoney } from '#lib/ledger/set-aside-money.ts'
import { quotesSeen, toQuote } from '#lib/ledger/settlement-quotes.ts'
import { holdsInForce } from '#lib/lock-rules/holds-in-force.ts'
import { heldUntilAt, isInGrace, lockFacts } from '#lib/lock-rules/lock-facts.ts'
import { saidOpenAt } from '#lib/lock-rules/said-open.ts'
import { saidPaidAt } from '#lib/lock-rules/said-paid.ts'
import { isServiceDown } from '#lib/lock-rules/service-down.ts'
import { isWatched } from '#lib/lock-rules/watched-services.ts'

/** A financed phone with its loan, what is asked of the lock side, and a payment not finished yet. */
export type Phone = {
  deviceId: string
  brand: string
  model: string
  nickname: string | null
  imeiTail: string | undefined
  /** What was last known, as long as it can still be so. */
  lockState: LockState
  /** No lock service speaks for it, but a person at the lender. */
  isOpenedByHand: boolean
  /** Its lock service is known not to work. */
  isServiceDown: boolean
  otherLocks: string[]
  relockAt: Temporal.Instant | null
  /** What forbids to lock it beside the books: the longest hold, and what a payment, a plan or staff opened it for. */
  heldUntil: Temporal.Instant | null
  openUntil: Temporal.Instant | null
  /** The lock was removed for good, or that has been asked. */
  isReleased: boolean
  lastSeenAt: Temporal.Instant | null
  /** When its borrower said that it is open, until the phone itself says something newer. */
  saidOpenAt: Temporal.Instant | null
  /** Since when it is the lender's again. */
  handedBackAt: Temporal.Instant | null
  /** It opens with the first payment of its plan. */
  awaitsFirstPayment: boolean
  /** A payer's bank has taken money back, or was asked to. */
  isDisputed: boolean
  /** All of that is decided, and the bank has kept some. */
  isDisputeLost: boolean
  /** Its lock service is new, and opens nothing by the books alone. */
  isWatched: boolean
  loanId: string
  loanNumber: string
  currency: string
  outstandingMinor: bigint
  creditMinor: bigint
  /** What was let go of. */
  waivedMinor: bigint
  /** What is overdue is within the days of grace. */
  isInGrace: boolean
  /** What was said to settle the loan. */
  quotes: SettlementQuote[]
  /** What the plan costs that the loan runs by. */
  planCost: RunningCost | null
  schedule: Installment[]
  liveUnlock:
    | {
        reference: string
        state: UnlockState
        deadlineAt: Temporal.Instant
        lateAt: Temporal.Instant | null
        paymentId: string | null
      }
    | undefined
  /** Who is on the way to pay, the one begun last first. */
  attempts: Attempt[]
  /** Why the lock is left alone, and until when: the longest hold; an outage only when there is no other. */
  hold: PhoneHold | undefined
  /** When the borrower last said that it is paid, while a person is still to answer. */
  saidPaidAt: Temporal.Instant | null
  /** What the borrower has promised to pay, while its day is still to come. */
  promise: OpenPromise | undefined
  /** The plan that was offered, while it can be accepted. */
  offer: PlanOffer | undefined
}

type PlanOffer = { planId: string; validUntil: Temporal.PlainDate }

export type PhoneHold = { reason: HoldReason; untilAt: Temporal.Instant }

/** Every phone this borrower finances, the newest loan first. One query. */
export async function phonesOf(db: Database, borrowerId: string): Promise<Phone[]> {
  const rows = await phones(db).where('devices.borrowerId', '=', borrowerId).execute()
  return rows.map(toPhone)
}

/** One phone of this borrower; undefined when it is nobody's or another's. One query. */
export async function phoneOf(
  db: Database,
  borrowerId: string,
  deviceId: string,
): Promise<Phone | undefined> {
  if (!isUuid(deviceId)) return undefined
  const row = await phones(db)
    .where('devices.borrowerId', '=', borrowerId)
    .where('devices.id', '=', deviceId)
    .executeTakeFirst()
  return row && toPhone(row)
}

/** The phone of a pay link that stands, for whoever holds the link. One query. */
export async function phoneOfPayLink(
  db: Database,
  lenderId: string,
  payLinkId: string,
): Promise<Phone | undefined> {
  const row = await phones(db)
    .innerJoin('payLinks', 'payLinks.deviceId', 'devices.id')
    .where('payLinks.lenderId', '=', lenderId)
    .where('payLinks.id', '=', payLinkId)
    .where('payLinks.revokedAt', 'is', null)
    .executeTakeFirst()
  return row && toPhone(row)
}

function phones(db: Database) {
  return db
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .leftJoin('unlocks', (join) => join.onRef('unlocks.deviceId', '=', 'devices.id').on(isUnderWay))
    .select([
      'devices.id as deviceId',
      'brand',
      'model',
      'nickname',
      'imei',
      'provider',
      'otherLocks',
      'devices.relockAt',
      'lastSeenAt',
      'devices.handedBackAt',
      'loans.id as loanId',
      'loanNumber',
      'currency',
      'outstandingMinor',
      'creditMinor',
      'unlocks.reference as unlockReference',
      'unlocks.state as unlockState',
      'unlocks.lateAt as unlockLateAt',
      'unlocks.deadlineAt as unlockDeadlineAt',
    ])
    .select([awaitsFirstPayment.as('awaitsFirstPayment'), stillSo.as('lockState')])
    .select([isWatched.as('isWatched'), isServiceDown.as('isServiceDown')])
    .select([waived.as('waivedMinor'), isInGrace().as('isInGrace')])
    .select([hasDisputedMoney.as('isDisputed'), isDisputeLost.as('isDisputeLost')])
    .select(lockFacts)
    .select(heldUntilAt(sql`now()`).as('heldUntil'))
    .select([saidOpenAt.as('saidOpenAt'), saidPaidAt.as('saidPaidAt')])
    .select((eb) => [
      eb
        .selectFrom('payments')
        .whereRef('payments.loanId', '=', 'loans.id')
        .whereRef('payments.unlockId', '=', 'unlocks.id')
        .select('payments.id')
        .orderBy('payments.createdAt', 'desc')
        .limit(1)
        .as('unlockPaymentId'),
      attempts.as('attempts'),
      hold.as('hold'),
      promise.as('promise'),
      offer.as('offer'),
      schedule.as('schedule'),
      quotesSeen.as('quotes'),
      planCost.as('planCost'),
    ])
    .orderBy('loans.createdAt', 'desc')
    .orderBy('devices.id', 'desc')
}

// Where nobody tells of the lock's return, an open phone is one only until the end it was given.
const stillSo = sql<LockState>`case
  when devices.lock_state = 'unlocked' and devices.relock_at <= now() then 'unknown'
  else devices.lock_state end`

// Also the one that a person has in hand.
const isUnderWay = sql<boolean>`(unlocks.state = any(${[...liveStates]})
  or (unlocks.is_newest and unlocks.state = 'rejected' and unlocks.error_class = 'needs_person'
    and (unlocks.relock_at is null or unlocks.relock_at > now())))`

const waived = sql<bigint>`(
  select greatest(coalesce(sum(gone.amount_minor), 0), 0)::bigint from ledger_entries as gone
   where gone.loan_id = loans.id and gone.account in ('written_off', 'settlement_rebate'))`

const attempts = sql<AttemptText[]>`(
  select coalesce(json_agg(json_build_object('paymentId', payments.id, 'state', payments.state,
           'payLinkId', payments.pay_link_id, 'setAside', ${setAsideMoney},
           'amountMinor', payments.asked_minor::text, 'owedMinor', payments.owed_minor::text, 'currency', payments.currency,
           'startedAt', payments.created_at, 'expiresAt', payments.expires_at,
           'atCheckoutSince', payments.at_checkout_since)
           order by payments.created_at desc), '[]')
    from payments
   where payments.loan_id = loans.id and ${isPendingPayment})`

const hold = sql<HoldText | null>`(
  select json_build_object('reason', held.reason, 'untilAt', held.until_at)
    from ${holdsInForce(sql`now()`)} as held
   order by held.provider is not null, held.until_at desc limit 1)`

const promise = sql<PromiseText | null>`(
  select json_build_object('id', promises.id, 'amountMinor', promises.amount_minor::text,
           'dueOn', promises.due_on)
    from promises where promises.loan_id = loans.id and promises.state = 'open')`

const offer = sql<OfferText | null>`(
  select json_build_object('planId', plans.id, 'validUntil', plan_offers.valid_until)
    from plans join plan_offers on plan_offers.plan_id = plans.id
   where plans.loan_id = loans.id and plans.state = 'offered'
   order by plan_offers.made_at desc, plan_offers.id desc limit 1)`

const schedule = sql<InstallmentText[]>`(
  select coalesce(json_agg(json_build_array(
           installments.number, installments.due_on, installments.amount_minor::text)
           order by installments.due_on, installments.number), '[]')
    from schedules join installments on installments.schedule_id = schedules.id
   where schedules.loan_id = loans.id and schedules.superseded_at is null)`

type AttemptText = Pick<Attempt, 'paymentId' | 'state' | 'payLinkId' | 'currency'> & {
  setAside: MoneyText | null
  amountMinor: string
  owedMinor: string | null
  startedAt: string
  expiresAt: string | null
  atCheckoutSince: string | null
}
type HoldText = { reason: HoldReason; untilAt: string }
type PromiseText = { id: string; amountMinor: string; dueOn: string }
type OfferText = { planId: string; validUntil: string }
type InstallmentText = [number: number, dueOn: string, amountMinor: string]
type Row = Awaited<ReturnType<ReturnType<typeof phones>['execute']>>[number]

function toPhone(row: Row): Phone {
  const {
    imei,
    provider,
    schedule,
    quotes,
    planCost,
    unlockReference,
    unlockState,
    unlockLateAt,
    unlockDeadlineAt,
    unlockPaymentId,
    attempts,
    hold,
    promise,
    offer,
    ...rest
  } = row
  return {
    ...rest,
    isOpenedByHand: isOpenedByHand(provider),
    imeiTail: imei === null ? undefined : imeiTail(imei),
    schedule: schedule.map(toInstallment),
    quotes: quotes.map(toQuote),
    planCost: planCost && toPlanCost(planCost),
    liveUnlock:
      unlockReference === null || unlockState === null || unlockDeadlineAt === null
        ? undefined
        : {
            reference: unlockReference,
            state: unlockState,
            deadlineAt: unlockDeadlineAt,
            lateAt: unlockLateAt,
            paymentId: unlockPaymentId,
          },
    attempts: attempts.map(toAttempt),
    hold: hold ? { ...hold, untilAt: Temporal.Instant.from(hold.untilAt) } : undefined,
    promise: promise ? toPromise(promise, row.currency) : undefined,
    offer: offer ? { ...offer, validUntil: Temporal.PlainDate.from(offer.validUntil) } : undefined,
  }
}

function toAttempt(text: AttemptText): Attempt {
  const { amountMinor, owedMinor, startedAt, expiresAt, atCheckoutSince, setAside, ...rest } = text
  const attempt = {
    ...rest,
    amountMinor: BigInt(amountMinor),
    owedMinor: owedMinor === null ? null : BigInt(owedMinor),
    startedAt: Temporal.Instant.from(startedAt),
    expiresAt: expiresAt === null ? null : Temporal.Instant.from(expiresAt),
    atCheckoutSince: atCheckoutSince === null ? null : Temporal.Instant.from(atCheckoutSince),
  }
  return withSetAside(attempt, setAside)
}

function toPromise({ id, amountMinor, dueOn }: PromiseText, currency: string): OpenPromise {
  return { id, currency, amountMinor: BigInt(amountMinor), dueOn: Temporal.PlainDate.from(dueOn) }
}

function toInstallment([number, dueOn, amountMinor]: InstallmentText): Installment {
  return { number, dueOn: Temporal.PlainDate.from(dueOn), amountMinor: BigInt(amountMinor) }
}
