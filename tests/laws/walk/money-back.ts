import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { closeCase } from '#lib/cases/change-case.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { decideAsked } from '#lib/workflows/approvals/decide-asked.ts'
import { oweAgainByStaff } from '#lib/workflows/disputes/owe-again-by-staff.ts'
import { applyRefund } from '#lib/workflows/money/apply-money-back.ts'
import { comeBack, giveBack, payAgain } from '#tests/laws/oracle/give-back.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { disputeNews, tell } from '#tests/support/stripe-events.ts'
import { takeHolds } from './arrangements.ts'
import { type OracleLife, takingBack } from './life.ts'
import { pick, share } from './pages.ts'

type Refund = { paymentId: string; amountMinor: bigint; pspRefundId: string }

/** Stripe gives back a part of a payment, or all of it. */
export async function refund(
  life: OracleLife,
  { which, part }: { which: number; part: number },
): Promise<boolean> {
  const paymentId = pick(life.cards, which)
  const money = paymentId && life.oracle.money.get(paymentId)
  if (!money) return false
  if (money.dispute !== 'none') return false
  const leftMinor = money.keptMinor + money.suspenseMinor
  const partMinor = share(life.rules, leftMinor, part)
  const { stepMinor } = life.rules
  const amountMinor = ((part > 50 ? leftMinor : partMinor) / stepMinor) * stepMinor
  if (amountMinor === 0n) return false
  const made = { paymentId, amountMinor, pspRefundId: `re_${randomUUID()}` }
  const back = await takingBack(life, paymentId, {
    product: () => tellOfRefund(life, made, 'succeeded'),
    rules: () => giveBack(life.oracle, paymentId, amountMinor),
  })
  life.refunded = { ...made, back }
  countForPromise(life, paymentId, -back.fromLoan)
  return true
}

/** The newest refund has failed after all: its money is where it was. */
export async function refundFails(life: OracleLife): Promise<boolean> {
  const { refunded } = life
  if (!refunded || life.oracle.money.get(refunded.paymentId)?.dispute !== 'none') return false
  life.refunded = undefined
  await tellOfRefund(life, refunded, 'failed')
  comeBack(life.oracle, refunded.paymentId, refunded.back)
  life.oracle.holds.end(`warning of ${refunded.paymentId}`, life.now)
  countForPromise(life, refunded.paymentId, refunded.back.fromLoan)
  return true
}

async function tellOfRefund(
  { now, rules }: OracleLife,
  { paymentId, amountMinor, pspRefundId }: Refund,
  state: 'succeeded' | 'failed',
): Promise<void> {
  const about = { paymentIntentId: `pi_${paymentId}`, chargeId: null }
  const money = { amountMinor, currency: rules.currency }
  await transaction((tx) =>
    applyRefund(tx, { about, pspRefundId, refundId: null, state, money }, now),
  )
}

// What goes back counts against a promise that was made before it was paid.
function countForPromise(life: OracleLife, paymentId: string, amountMinor: bigint): void {
  const { promised, now, oracle } = life
  const bookedAt = oracle.money.get(paymentId)?.bookedAt
  if (!promised || !bookedAt || amountMinor === 0n) return
  if (Temporal.Instant.compare(bookedAt, promised.oracle.madeAt) < 0) return
  promised.oracle.money.push({ amountMinor, paidAt: now, bookedAt: now, isElsewhere: false })
}

/** A payer's bank takes a payment back; then it gives it again, or keeps it, and people say who bears that. */
export async function dispute(life: OracleLife, which: number): Promise<boolean> {
  const paymentId = pick(life.cards, which)
  const money = paymentId && life.oracle.money.get(paymentId)
  if (!money) return false
  if (life.owedAgain.has(paymentId)) return wonBack(life, paymentId)
  if (money.amountMinor !== money.keptMinor) return false
  const { amountMinor } = money
  const { currency } = life.rules
  const asked = { paymentId, amountMinor, currency, secondsLater: life.follows.size + 1 }
  if (money.dispute === 'lost') return bearLoss(life, { paymentId, which })
  if (money.dispute === 'none') {
    await tell(disputeNews('funds_withdrawn', asked, 'needs_response'))
    money.dispute = 'open'
    countForPromise(life, paymentId, -amountMinor)
  } else if (which % 2 === 0) {
    await tell(disputeNews('funds_reinstated', asked, 'won'))
    money.dispute = 'none'
    countForPromise(life, paymentId, amountMinor)
  } else {
    await tell(disputeNews('closed', asked, 'lost'))
    money.dispute = 'lost'
  }
  return true
}

type Lost = { paymentId: string; which: number }

async function bearLoss(life: OracleLife, { paymentId, which }: Lost): Promise<boolean> {
  const money = life.oracle.money.get(paymentId)
  if (!money) return false
  const { lenderId } = life.given
  const [agent, approver] = await Promise.all(
    (['agent', 'approver'] as const).map((role) => givenStaff({ id: lenderId }, role)),
  )
  const staffId = agent?.id ?? ''
  money.dispute = 'none'
  if (which % 2 === 0) return closeIts(life, paymentId, staffId)
  const { amountMinor } = money
  const wish = { lenderId, paymentId, disputeId: `dp_${paymentId}`, amountMinor }
  const asked = await transaction((tx) =>
    oweAgainByStaff(tx, { ...wish, note: 'so', token: randomUUID(), staffId, now: life.now }),
  )
  if (!('approvalId' in asked)) throw new Error(asked.refusal)
  const { approvalId } = asked
  const word = { approvalId, staffId: approver?.id ?? '', note: 'so', now: life.now }
  await transaction((tx) => decideAsked(tx, { ...word, decision: 'approved' }))
  life.owedAgain.set(paymentId, giveBack(life.oracle, paymentId, amountMinor))
  await takeHolds(life)
  return true
}

// The bank gives the money back after all: it pays for the loan once more, and opens the phone as any other.
async function wonBack(life: OracleLife, paymentId: string): Promise<boolean> {
  const back = life.owedAgain.get(paymentId)
  const money = life.oracle.money.get(paymentId)
  if (!back || !money) return false
  life.owedAgain.delete(paymentId)
  const { amountMinor } = money
  const { currency } = life.rules
  const asked = { paymentId, amountMinor, currency, secondsLater: life.follows.size + 1 }
  await tell(disputeNews('funds_reinstated', asked, 'won'))
  payAgain(life.oracle, paymentId, back, life.now)
  countForPromise(life, paymentId, amountMinor)
  return true
}

// The lender bears it: the loan stays paid, and nobody waits for this money any more.
async function closeIts({ given, now }: OracleLife, paymentId: string, staffId: string) {
  const found = await database()
    .selectFrom('cases')
    .select(['id as caseId', 'version as seenVersion'])
    .where('dedupeKey', '=', `dispute:dp_${paymentId}`)
    .where('closedAt', 'is', null)
    .executeTakeFirstOrThrow()
  const act = { lenderId: given.lenderId, staffId, ...found, now }
  const { refusal } = await transaction((tx) => closeCase(tx, { ...act, note: 'so' }))
  expect(refusal).toBeUndefined()
  return true
}
