import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { CheckoutReading } from '#lib/gateways/psp/port.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { arrearsMinorOf, type PromiseMade, type PromiseWish } from '#lib/promises/make-promise.ts'
import { settleCheckout } from '#lib/workflows/checkout/settle-checkout.ts'
import { bookCapture } from '#lib/workflows/money/book-capture.ts'
import { decidePromises } from '#lib/workflows/promises/decide-promises.ts'
import { promiseToPay } from '#lib/workflows/promises/promise-to-pay.ts'
import { open } from '#tests/payments/given-payment.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { intentNews, intentOf, tell } from '#tests/support/stripe-events.ts'

export async function arrears(loan: GivenLoan, now = Temporal.Now.instant()): Promise<bigint> {
  const record = await readLoan(database(), loan.loanId)
  const { policy, timeZone } = record.lender
  return arrearsMinorOf(record, { policy, timeZone, now })
}

/** Asks to promise as the door does; the answer may be a refusal. Without more, all that is overdue in five days. */
export async function promise(loan: GivenLoan, wish: Partial<PromiseWish> = {}) {
  const seenArrearsMinor = wish.seenArrearsMinor ?? (await arrears(loan, wish.now))
  const now = wish.now ?? Temporal.Now.instant()
  return transaction((tx) =>
    promiseToPay(tx, {
      loanId: loan.loanId,
      actor: `borrower:${loan.borrowerId}`,
      amountMinor: seenArrearsMinor,
      dueOn: now.toZonedDateTimeISO('Asia/Colombo').toPlainDate().add({ days: 5 }),
      now,
      ...wish,
      seenArrearsMinor,
    }),
  )
}

export async function promised(
  loan: GivenLoan,
  wish: Partial<PromiseWish> = {},
): Promise<PromiseMade> {
  const made = await promise(loan, wish)
  if ('refusal' in made) throw new Error(made.refusal)
  return made
}

export function promiseRow(promiseId: string) {
  return database()
    .selectFrom('promises')
    .selectAll()
    .where('id', '=', promiseId)
    .executeTakeFirstOrThrow()
}

export function holdOf(promiseId: string) {
  return database()
    .selectFrom('holds')
    .selectAll()
    .where('reason', '=', 'promise')
    .where('causeId', '=', promiseId)
    .executeTakeFirstOrThrow()
}

/** Pays an amount on a loan, as Stripe tells of it. */
export async function pay(loan: GivenLoan, amountMinor: bigint) {
  const asked = await open(loan, { choice: 'other', amountMinor })
  await tell(intentNews('succeeded', asked))
  return asked
}

type Moments = { at: Temporal.Instant; now?: Temporal.Instant }

/** The payer is done by voucher at `at`, as Stripe tells of it; the money is on its way. */
export async function payLater(
  loan: GivenLoan,
  amountMinor: bigint,
  { at, now = at, method = 'oxxo' }: Moments & { method?: string } = { at: Temporal.Now.instant() },
) {
  const asked = await open(loan, { choice: 'other', amountMinor, confirmAnother: true, now: at })
  await settle(asked.paymentId, { at, now, method })
  return asked
}

/** The voucher was never paid. */
export function failLater(paymentId: string, now: Temporal.Instant) {
  return settle(paymentId, { at: now, now, failed: true })
}

/** The money of a voucher is here. */
export function clear(asked: Awaited<ReturnType<typeof payLater>>, now: Temporal.Instant) {
  const { paymentId, amountMinor, currency } = asked
  const received = { amountMinor, currency }
  const paymentIntentId = intentOf(asked)
  return transaction((tx) =>
    bookCapture(tx, { paymentId, paymentIntentId, received, capturedAt: now, now }),
  )
}

export function settle(
  paymentId: string,
  { failed = false, method = 'oxxo', ...moments }: Settling,
) {
  const reading: CheckoutReading = {
    sessionId: `cs_${paymentId}`,
    paymentId,
    paymentIntentId: null,
    method,
    received: { amountMinor: 0n, currency: 'LKR' },
    failure: null,
    capturedAt: null,
    state: failed ? 'failed' : 'processing',
    page: null,
  }
  return transaction((tx) => settleCheckout(tx, { reading, ...moments }))
}

type Settling = Required<Moments> & { failed?: boolean; method?: string }

/** As if the promise had been made ten days earlier and its day ended this moment. */
export async function endDay(promiseId: string): Promise<void> {
  await sql`update promises set made_at = made_at - interval '10 days', ends_at = clock_timestamp(),
             verdict_at = clock_timestamp()
             where id = ${promiseId}`.execute(database())
  await sql`update holds set from_at = from_at - interval '10 days', until_at = clock_timestamp()
             where cause_id = ${promiseId} and reason = 'promise'`.execute(database())
}

/** What became of a promise when its day is over. */
export async function decided(promiseId: string) {
  await endDay(promiseId)
  await decidePromises(Temporal.Now.instant())
  return promiseRow(promiseId)
}
