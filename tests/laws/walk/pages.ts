import { expect } from 'vitest'
import { transaction } from '#lib/db/transaction.ts'
import { bookCapture } from '#lib/workflows/money/book-capture.ts'
import { inSteps } from '#tests/laws/oracle/balance.ts'
import { dayOf, isAfter, type Rules } from '#tests/laws/oracle/calendar.ts'
import type { Opening } from '#tests/laws/oracle/lock.ts'
import { ask, cancel, paymentRow } from '#tests/payments/given-payment.ts'
import { settle } from '#tests/promises/given-promise.ts'
import type { OracleLife } from './life.ts'

/** In which wholes the walk gives amounts: some lenders have round ones, of others every unit counts. */
export const roundOf = ({ currency }: Rules): bigint => (currency === 'LKR' ? 10_000n : 1n)

/** The least that a lender lets somebody pay at once. */
export const leastPayments: Record<string, bigint> = { LKR: 100_000n, KWD: 1_000n, JPY: 500n }

export const pick = <T>(some: readonly T[], which: number): T | undefined =>
  some[which % Math.max(some.length, 1)]

/** A share of an amount in hundredths, as round as the lender's amounts are. */
export function share(rules: Rules, amountMinor: bigint, percent: number): bigint {
  const round = roundOf(rules)
  return ((amountMinor * BigInt(percent)) / 100n / round) * round
}

type Choice = 'arrears' | 'arrears_and_next' | 'settle' | 'other'

/** Somebody goes to pay; another page that is open is given up here, and may be paid at Stripe all the same. */
export async function open(life: OracleLife, choice: Choice, percent: number): Promise<boolean> {
  const { oracle, now, given, rules } = life
  const wish = {
    choice,
    now,
    confirmAnother: true,
    amountMinor: inSteps(share(rules, oracle.balance.owedMinor, percent), rules.stepMinor),
  }
  let opened = await ask(given, wish)
  if ('replaces' in opened) {
    await cancel(opened.replaces.paymentId)
    opened = await ask(given, wish)
  }
  const price = choice === 'other' ? ownPrice(life, wish.amountMinor) : oracle.price(choice, now)
  if ('refusal' in opened) {
    expectLawfulRefusal(life, opened.refusal, { choice, price })
    return false
  }
  if ('replaces' in opened) throw new Error('An attempt that was cancelled is replaced')
  if (oracle.opened.has(opened.paymentId)) return false
  const { askedMinor, rebateMinor } = await paymentRow(opened.paymentId)
  expect({ amountMinor: askedMinor, rebateMinor }, `the price of ${choice}`).toEqual(price)
  oracle.open(opened.paymentId, { choice, amountMinor: askedMinor, rebateMinor }, now)
  life.pages.push(opened.paymentId)
  return true
}

// What settles the loan settles it, whichever way it was chosen.
function ownPrice({ oracle, now }: OracleLife, amountMinor: bigint) {
  const settle = oracle.price('settle', now)
  return settle?.amountMinor === amountMinor ? settle : { amountMinor, rebateMinor: 0n }
}

const unearned = ({ oracle, rules, now }: OracleLife) =>
  oracle.plan?.unearnedMinor(dayOf(rules, now)) ?? 0n

type Wished = { choice: Choice; price: { amountMinor: bigint } | undefined }

function expectLawfulRefusal(life: OracleLife, refusal: string, { choice, price }: Wished): void {
  const owedMinor = life.oracle.balance.owedMinor - unearned(life)
  const leastPaymentMinor = leastPayments[life.rules.currency] ?? 0n
  if (owedMinor === 0n) {
    expect(refusal).toBe('nothing_owed')
    return
  }
  if (refusal === 'limited') return
  if (choice !== 'other' && price) {
    expect(refusal, `a page for ${choice}`).toBe('not_offered')
    // What leaves nothing, or less than can be paid, is the whole loan, which is another choice.
    expect(owedMinor - price.amountMinor, 'left by what is not offered').toBeLessThan(
      leastPaymentMinor,
    )
    return
  }
  if (!price) {
    expect(refusal).toBe('not_offered')
    return
  }
  const isTooLittle =
    price.amountMinor < leastPaymentMinor || owedMinor - price.amountMinor < leastPaymentMinor
  // Nobody pays more than what settles the loan.
  const settle = life.oracle.price('settle', life.now)
  const isTooMuch = settle !== undefined && price.amountMinor > settle.amountMinor
  expect({ refusal, isLawful: isTooLittle || isTooMuch }).toMatchObject({ isLawful: true })
}

/** Somebody goes away with a voucher: its money comes, or never does. A promise waits for it. */
export async function voucher(life: OracleLife, { which, part }: Part): Promise<boolean> {
  const { now, pages, vouchers } = life
  const before = pages.length
  await open(life, which % 2 === 0 ? 'settle' : 'other', part)
  const [paymentId] = pages.slice(before)
  if (!paymentId) return false
  await settle(paymentId, { at: now, now })
  vouchers.set(paymentId, now)
  followPromise(life, now)
  return true
}

type Part = { which: number; part: number }

/** A voucher is paid: it buys what its page said, by the moment at which its payer was done. Or it never is. */
export async function voucherEnds(life: OracleLife, { which, part }: Part): Promise<boolean> {
  const { vouchers, pages, now } = life
  const paymentId = pick([...vouchers.keys()], which)
  if (!paymentId) return false
  if (part <= 70) return capture(life, pages.indexOf(paymentId))
  const madeAt = vouchers.get(paymentId) ?? now
  await settle(paymentId, { at: now, now, failed: true })
  vouchers.delete(paymentId)
  followPromise(life, madeAt)
  pages.splice(pages.indexOf(paymentId), 1)
  return true
}

/** The money of a page comes, whether it is still open here or not. */
export async function capture(life: OracleLife, which: number): Promise<boolean> {
  const { oracle, now } = life
  const paymentId = pick(life.pages, which)
  if (!paymentId || oracle.money.has(paymentId)) return false
  const amountMinor = oracle.opened.get(paymentId)?.amountMinor ?? 0n
  const paidAt = life.vouchers.get(paymentId) ?? now
  life.vouchers.delete(paymentId)
  const received = { amountMinor, currency: life.rules.currency }
  const booked = await transaction((tx) =>
    bookCapture(tx, {
      paymentId,
      paymentIntentId: `pi_${paymentId}`,
      received,
      capturedAt: now,
      now,
    }),
  )
  const { paidFor, suspenseMinor } = oracle.capture(paymentId, { paidAt, now })
  if (booked.outcome !== 'recorded') throw new Error(booked.outcome)
  expect(booked.refundMinor, 'what goes back by itself').toBe(suspenseMinor)
  expectPaidFor(life, booked.effect, paidFor)
  life.cards.push(paymentId)
  notePaid(life, { amountMinor: amountMinor - suspenseMinor, paidAt, isElsewhere: false })
  return true
}

type Effect = { kind: string; relockAt?: Temporal.Instant }

/** What the product says was bought is what the oracle says. */
export function expectPaidFor({ rules }: OracleLife, effect: Effect, paidFor: Opening): void {
  if (!rules.locksByDate && typeof paidFor !== 'string') {
    expect(['indefinite', 'until'], 'what was bought').toContain(effect.kind)
    return
  }
  const said = { 'for good': 'release', none: 'none' } as const
  const opening = effect.kind === 'until' ? `${effect.relockAt}` : effect.kind
  const expected = typeof paidFor === 'string' ? said[paidFor] : `${paidFor}`
  expect(opening, 'what was bought').toBe(expected)
}

/** Money may keep a promise, and what it protects from may be over. */
export function notePaid(
  life: OracleLife,
  money: { amountMinor: bigint; paidAt: Temporal.Instant; isElsewhere: boolean },
): void {
  const { promised, now } = life
  promised?.oracle.money.push({ ...money, bookedAt: now })
  followPromise(life, money.isElsewhere ? now : money.paidAt)
}

/** Money of a moment has come, is on its way or is not: a promise waits for it, or not any more, and may be over. */
export function followPromise(
  { promised, now, oracle, vouchers }: OracleLife,
  at: Temporal.Instant,
): void {
  if (!promised || !isAfter(promised.oracle.endsAt, at)) return
  const { id, oracle: own } = promised
  const until = own.wait(vouchers.values(), now)
  if (oracle.arrearsMinor(now) === 0n) oracle.holds.end(id, now)
  else if (until) oracle.holds.prolong(id, now, until)
}
