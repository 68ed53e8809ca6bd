import { database } from '#lib/db/client.ts'
import { toDecimal } from '#lib/domain/money/money.ts'
import type { Rules } from '#tests/laws/oracle/calendar.ts'
import { bookRow, imported, importedLoan } from '#tests/loans/import/loan-book.ts'
import { returnPolicy } from '#tests/returns/given-return.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { deskRules, holdRules, planRules, promiseRules } from '#tests/support/policy.ts'
import { loseTheQueue, startWorld } from '#tests/support/world.ts'
import { type Clock, OracleLife, stampPostings } from './life.ts'
import { leastPayments, roundOf } from './pages.ts'

await freshDatabase()
const { mdm, connect } = await startWorld()

const zone = 'Asia/Colombo'
export const goodwillCreditMinor = 30_000n
const usual = {
  timeZone: zone,
  lockHour: 18,
  rebatePercent: 5n,
  quoteDays: 3,
  currency: 'LKR',
  leastMinor: 20_000n,
  stepMinor: 1n,
  unlockWithinMinutes: 60,
  locksByDate: true,
  verdictWaitDays: 1,
  voucherDays: 2,
  warningDays: 3,
  planPercent: 2n,
  withdrawWithinDays: 14,
  phonePercent: 40n,
  opensWithFirst: false,
  missedStays: false,
}
const always = { from: 0, until: 24, days: [1, 2, 3, 4, 5, 6, 7] }
export const kinds: Record<string, Rules> = {
  kind: {
    ...usual,
    graceDays: 3,
    partial: { installments: 1, days: 7 },
    givesBackDuplicates: true,
    openDaysInYear: 40,
    staffed: always,
  },
  strict: {
    ...usual,
    graceDays: 0,
    partial: undefined,
    givesBackDuplicates: false,
    openDaysInYear: 120,
    staffed: { from: 8, until: 20, days: [1, 2, 3, 4, 5] },
  },
  patient: {
    ...usual,
    graceDays: 2,
    partial: { installments: 1, days: 5 },
    givesBackDuplicates: true,
    openDaysInYear: 120,
    staffed: always,
    opensWithFirst: true,
    missedStays: true,
  },
  'by command': {
    ...usual,
    graceDays: 3,
    partial: undefined,
    givesBackDuplicates: true,
    openDaysInYear: 120,
    staffed: always,
    locksByDate: false,
  },
  'in dinars': {
    ...usual,
    currency: 'KWD',
    leastMinor: 200n,
    stepMinor: 10n,
    graceDays: 1,
    partial: { installments: 1, days: 7 },
    givesBackDuplicates: true,
    openDaysInYear: 120,
    staffed: always,
  },
  'in yen': {
    ...usual,
    currency: 'JPY',
    leastMinor: 50n,
    graceDays: 3,
    partial: { installments: 1, days: 5 },
    givesBackDuplicates: false,
    openDaysInYear: 120,
    staffed: always,
    opensWithFirst: true,
  },
}
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

function policyOf(rules: Rules) {
  const { staffed, openDaysInYear, warningDays, currency } = rules
  return {
    graceDays: rules.graceDays,
    minimumPaymentMinor: { [currency]: String(leastPayments[currency]) },
    partialUnlock: rules.partial ?? null,
    relock: rules.locksByDate ? 'by_date' : 'by_lender',
    duplicatePayment: rules.givesBackDuplicates ? 'refund' : 'credit',
    promise: promiseRules({ verdictWaitDays: rules.verdictWaitDays, mostInNinetyDays: 12 }),
    plan: planRules({
      costPercentPerMonth: Number(rules.planPercent),
      opens: rules.opensWithFirst ? 'after_first_payment' : 'on_acceptance',
      whenMissed: rules.missedStays ? 'schedule_stays' : 'schedule_before_returns',
      mostInYear: 12,
    }),
    desk: deskRules({
      goodwillCreditMinor: { [currency]: String(goodwillCreditMinor) },
      refundAloneMinor: { [currency]: '100000000' },
    }),
    hold: holdRules({ openDaysInYear, warningDays }),
    hours: {
      demandsFrom: 0,
      demandsUntil: 24,
      staffedFrom: staffed.from,
      staffedUntil: staffed.until,
      staffedDays: staffed.days.map((day) => weekdays[day - 1]),
    },
    ...returnPolicy('settlement'),
  }
}

const lenders: Record<string, { id: string; slug: string }> = {}
for (const [name, rules] of Object.entries(kinds)) {
  const lender = await givenLender({ policy: policyOf(rules), alone: true })
  await connect(lender, 2_000)
  lenders[name] = lender
}

// Nothing happens at the moment at which something else did, and the day of the walk is any day.
/** When every walk begins. */
export const startedAt = Temporal.Now.plainDateISO(zone)
  .add({ days: 1 })
  .toZonedDateTime({ timeZone: zone, plainTime: '09:00' })
  .toInstant()
export const clock: Clock = { now: startedAt, startedAt }

let serial = 1_000

/** A loan of the lender's file, with a locked phone that says nothing by itself, and the oracle beside it. */
export async function begin(name: string, amountsMinor: readonly bigint[]): Promise<OracleLife> {
  const [lender, rules] = [lenders[name], kinds[name]]
  if (!lender || !rules) throw new Error(name)
  serial += 1
  const of = serial
  const about = startedAt.toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 51 })
  const first = about.with({ day: Math.min(about.day, 28) })
  const oddMinor = roundOf(rules) === 1n ? 1_237n : 0n
  const schedule = amountsMinor.map((amountMinor, index) => ({
    dueOn: first.add({ months: index }),
    amountMinor: amountMinor + oddMinor * BigInt(index + 1),
  }))
  const { currency } = rules
  const row = (values: object) => bookRow(lender.slug, of, { currency, ...values })
  const installments = schedule
    .map(({ dueOn, amountMinor }) => `${dueOn}:${toDecimal({ amountMinor, currency })}`)
    .join('|')
  await imported([row({ installments })])
  const loan = await importedLoan(lender.id, of)
  await database()
    .updateTable('devices')
    .set({ lockState: 'locked' })
    .where('id', '=', loan.deviceId)
    .execute()
  const id = loan.providerDeviceId
  await mdm.enrol([{ lenderSlug: lender.slug, id, online: false, locked: true }])
  const life = new OracleLife({ loan, rules, schedule, clock, row })
  await stampPostings(life)
  return life
}

const lenderIds = Object.values(lenders).map(({ id }) => id)

/** Nobody works on what is queued here, so it is not asked for again at every sweep. */
export async function leaveAlone(): Promise<void> {
  const later = clock.now.add({ hours: 24 * 3_000 })
  const db = database()
  await db
    .updateTable('notices')
    .set({ nextAttemptAt: later })
    .where('lenderId', 'in', lenderIds)
    .where('sentAt', 'is', null)
    .execute()
  await db
    .updateTable('payments')
    .set({ nextCheckAt: later })
    .where('lenderId', 'in', lenderIds)
    .where('nextCheckAt', 'is not', null)
    .execute()
  await db
    .updateTable('devices')
    .set({ readAt: later })
    .where('lenderId', 'in', lenderIds)
    .execute()
  await loseTheQueue()
}

/** What one walk has left behind keeps no sweep of the next one busy. */
export async function leaveBehind(): Promise<void> {
  await database()
    .updateTable('devices')
    .set({ lockState: 'unlocked' })
    .where('lenderId', 'in', lenderIds)
    .execute()
  await database()
    .updateTable('unlocks')
    .set({ nextActionAt: clock.now.add({ hours: 24 * 3_000 }) })
    .where('lenderId', 'in', lenderIds)
    .where('nextActionAt', 'is not', null)
    .execute()
}
