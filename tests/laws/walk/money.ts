import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { toDecimal } from '#lib/domain/money/money.ts'
import { reverseByStaff, takeCash } from '#lib/workflows/money/cash-by-staff.ts'
import followElsewhere from '#lib/workflows/money/follow-elsewhere.ts'
import { type Installment, least, sumOf } from '#tests/laws/oracle/balance.ts'
import { dayOf } from '#tests/laws/oracle/calendar.ts'
import { giveBack } from '#tests/laws/oracle/give-back.ts'
import { pageOf } from '#tests/laws/oracle/lock.ts'
import { imported } from '#tests/loans/import/loan-book.ts'
import { byTwo } from '#tests/payments/cash/given-cash.ts'
import { see } from '#tests/payments/quotes/given-quote.ts'
import { newPostings, type OracleLife, stampPostings, takingBack } from './life.ts'
import { expectPaidFor, notePaid, pick, roundOf, share } from './pages.ts'

/** Money at the counter, of today or of yesterday. */
export async function cash(
  life: OracleLife,
  { part, which }: { part: number; which: number },
): Promise<boolean> {
  const { oracle } = life
  const amountMinor = share(life.rules, oracle.balance.owedMinor, part)
  return takeAtCounter(life, amountMinor, which)
}

async function takeAtCounter(
  life: OracleLife,
  amountMinor: bigint,
  which: number,
): Promise<boolean> {
  const { oracle, rules, now, given } = life
  const { owedMinor } = oracle.balance
  if (amountMinor === 0n) return false
  const today = dayOf(rules, now)
  const takenOn = which % 2 === 0 ? today : today.subtract({ days: 1 })
  const paidAt =
    which % 2 === 0
      ? now
      : takenOn.toZonedDateTime({ timeZone: rules.timeZone, plainTime: '12:00' }).toInstant()
  const after = oracle.balance.copy()
  after.pay(amountMinor)
  const page = pageOf(oracle.balance, after, rules, paidAt)
  const paymentId = randomUUID()
  const { lenderId, loanId } = given
  const by = await byTwo(lenderId, paymentId)
  const taken = await transaction((tx) =>
    takeCash(tx, {
      lenderId,
      loanId,
      paymentId,
      officeReceipt: paymentId,
      now,
      method: 'cash',
      amountMinor,
      takenOn,
      seenOutstandingMinor: owedMinor,
      locale: 'en',
      ...by,
    }),
  )
  if (!('effect' in taken)) throw new Error(JSON.stringify(taken))
  const paidFor = oracle.receive(paymentId, { source: 'cash', amountMinor, page, paidAt, now })
  expectPaidFor(life, taken.effect, paidFor)
  life.counter.push(paymentId)
  notePaid(life, { amountMinor, paidAt, isElsewhere: false })
  return true
}

export async function reverseCash(life: OracleLife, which: number): Promise<boolean> {
  const paymentId = pick(life.counter, which)
  const money = paymentId && life.oracle.money.get(paymentId)
  if (!money || money.keptMinor === 0n) return false
  const { amountMinor, paidAt } = money
  const { lenderId } = life.given
  const entry = {
    lenderId,
    paymentId,
    amountMinor,
    currency: life.rules.currency,
    note: 'wrong',
    staffId: randomUUID(),
  }
  await takingBack(life, paymentId, {
    product: async () => {
      const reversed = await transaction((tx) => reverseByStaff(tx, { ...entry, now: life.now }))
      expect(reversed).toMatchObject({ outcome: 'reversed' })
    },
    rules: () => giveBack(life.oracle, paymentId, amountMinor),
  })
  // An entry that is reversed never was.
  const counted = life.promised?.oracle.money ?? []
  const entered = counted.findIndex(
    (one) => one.paidAt === paidAt && one.amountMinor === amountMinor,
  )
  if (entered >= 0) counted.splice(entered, 1)
  return true
}

/** The lender's file tells of more that was paid elsewhere, or of less than before, or that none was. */
export async function elsewhere(
  life: OracleLife,
  { part, which }: { part: number; which: number },
): Promise<boolean> {
  if (part > 90) return elsewhereTakenBack(life, life.elsewhereMinor)
  if (part > 75)
    return elsewhereTakenBack(life, share(life.rules, life.elsewhereMinor, 15 * (1 + which)))
  return toldOf(life, share(life.rules, life.oracle.balance.owedMinor, part))
}

/** Somebody is told what settles the loan. */
export async function tellFigure(life: OracleLife): Promise<boolean> {
  const { given, oracle, now } = life
  const figure = oracle.tell(now)
  const seen = await see(given, now)
  expect(
    seen && {
      amountMinor: seen.amountMinor,
      rebateMinor: seen.rebateMinor,
      validUntil: `${seen.validUntil}`,
    },
    'what settles the loan, and until when',
  ).toEqual(
    figure && {
      amountMinor: figure.amountMinor,
      rebateMinor: figure.rebateMinor,
      validUntil: `${figure.through}`,
    },
  )
  if (figure) life.figure = figure
  return figure !== undefined
}

/** After the sweep: nothing is to be paid where what was said to be waived is all that is owed, and no money is on its way. */
export async function followSaid({ oracle, given, now }: OracleLife): Promise<void> {
  const underWay = await database()
    .selectFrom('payments')
    .select('id')
    .where('loanId', '=', given.loanId)
    .where('state', 'in', ['opening', 'open', 'processing'])
    .executeTakeFirst()
  const returning = await database()
    .selectFrom('returns')
    .select('id')
    .where('loanId', '=', given.loanId)
    .where('state', 'not in', ['offered', 'withdrawn', 'expired', 'closed'])
    .executeTakeFirst()
  if (!underWay && !returning) oracle.settleAsSaid(now)
}

/** What somebody was told is paid, by its last day or later: at the counter or to the lender, to the cent or more. */
export async function payFigure(
  life: OracleLife,
  { part, which }: { part: number; which: number },
): Promise<boolean> {
  const { figure, oracle } = life
  if (!figure || oracle.balance.owedMinor === 0n) return false
  life.figure = undefined
  const moreMinor = [0n, 10_000n, 130_000n][which % 3] ?? 0n
  const amountMinor = figure.amountMinor + moreMinor
  return part % 2 === 0 ? takeAtCounter(life, amountMinor, 2 * which) : toldOf(life, amountMinor)
}

async function toldOf(life: OracleLife, amountMinor: bigint): Promise<boolean> {
  const { oracle, now } = life
  if (amountMinor === 0n) return false
  life.elsewhereMinor += amountMinor
  await importFile(life)
  const id = `elsewhere ${life.elsewhereMinor} ${now}`
  oracle.receive(id, { source: 'elsewhere', amountMinor, paidAt: now, now })
  notePaid(life, { amountMinor, paidAt: now, isElsewhere: true })
  for (const { id: postingId } of await newPostings(life, 'paid_elsewhere'))
    await followElsewhere({ postingId, loanId: life.given.loanId })
  return true
}

async function elsewhereTakenBack(life: OracleLife, wantedMinor: bigint): Promise<boolean> {
  const amountMinor = least(wantedMinor, life.elsewhereMinor)
  if (amountMinor === 0n) return false
  life.elsewhereMinor -= amountMinor
  await takingBack(life, `what the book took back ${life.now}`, {
    product: async () => {
      await importFile(life)
      for (const { id: postingId } of await newPostings(life, 'paid_elsewhere'))
        await followElsewhere({ postingId, loanId: life.given.loanId })
    },
    rules: () => life.oracle.takeBackElsewhere(amountMinor),
  })
  life.promised?.oracle.money.push({
    amountMinor: -amountMinor,
    paidAt: life.now,
    bookedAt: life.now,
    isElsewhere: true,
  })
  return true
}

/** The lender's file has one installment more, or another sum in each. */
export async function reschedule(
  life: OracleLife,
  { part, which }: { part: number; which: number },
): Promise<boolean> {
  const last = life.fileSchedule.at(-1)
  if (!last || life.fileSchedule.length > 8 || life.oracle.isHandedBack) return false
  const longer = [
    ...life.fileSchedule,
    { dueOn: last.dueOn.add({ months: 1 }), amountMinor: last.amountMinor },
  ]
  const round = roundOf(life.rules)
  const change = ((BigInt(part - 50) * 10_000n) / 5n / round) * round
  const other = life.fileSchedule.map((one) => ({ ...one, amountMinor: one.amountMinor + change }))
  const schedule: readonly Installment[] = which % 2 === 0 || change === 0n ? longer : other
  if (sumOf(schedule) <= 0n) return false
  const before = life.fileSchedule
  life.fileSchedule = schedule
  await importFile(life)
  const costMinor = life.costMinor + (life.plan?.oracle.offer.costMinor ?? 0n)
  life.oracle.reschedule(before, schedule, costMinor)
  life.costMinor = 0n
  life.plan = undefined
  life.oracle.plan = undefined
  return true
}

async function importFile(life: OracleLife): Promise<void> {
  const { currency } = life.rules
  const money = (amountMinor: bigint) => toDecimal({ amountMinor, currency })
  const installments = life.fileSchedule
    .map(({ dueOn, amountMinor }) => `${dueOn}:${money(amountMinor)}`)
    .join('|')
  await imported([life.row({ installments, paid_elsewhere: money(life.elsewhereMinor) })])
  await stampPostings(life)
}
