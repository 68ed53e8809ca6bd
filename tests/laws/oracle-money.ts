import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { transaction } from '#lib/db/transaction.ts'
import { reverseByStaff, takeCash } from '#lib/workflows/money/cash-by-staff.ts'
import followElsewhere from '#lib/workflows/money/follow-elsewhere.ts'
import { imported } from '#tests/loans/import/loan-book.ts'
import { byTwo } from '#tests/payments/cash/given-cash.ts'
import { type Installment, sumOf } from './oracle/books.ts'
import { dayOf } from './oracle/calendar.ts'
import { pageOf } from './oracle/lock.ts'
import { newPostings, type OracleLife, stampPostings, takingBack } from './oracle-life.ts'
import { expectBought, notePaid, pick, roundMinor, share } from './oracle-pages.ts'

/** Money at the counter, of today or of yesterday. */
export async function cash(
  life: OracleLife,
  { part, which }: { part: number; which: number },
): Promise<void> {
  const { oracle, rules, now, given } = life
  const { owedMinor } = oracle.books
  const amountMinor = share(owedMinor, part)
  if (amountMinor === 0n) return
  const today = dayOf(rules, now)
  const takenOn = which % 2 === 0 ? today : today.subtract({ days: 1 })
  const paidAt =
    which % 2 === 0
      ? now
      : takenOn.toZonedDateTime({ timeZone: rules.timeZone, plainTime: '12:00' }).toInstant()
  const after = oracle.books.copy()
  after.pay(amountMinor)
  const page = pageOf(oracle.books, after, rules, paidAt)
  const paymentId = randomUUID()
  const { lenderId, loanId } = given
  const by = await byTwo(lenderId, paymentId)
  const taken = await transaction((tx) =>
    takeCash(tx, {
      ...{
        lenderId,
        loanId,
        paymentId,
        officeReceipt: paymentId,
        now,
        method: 'cash',
        amountMinor,
        takenOn,
      },
      ...{ seenOutstandingMinor: owedMinor, locale: 'en', ...by },
    }),
  )
  if (!('effect' in taken)) throw new Error(JSON.stringify(taken))
  const bought = oracle.receive(paymentId, { source: 'cash', amountMinor, page, paidAt, now })
  expectBought(life, taken.effect, bought)
  life.counter.push(paymentId)
  notePaid(life, { amountMinor, paidAt, isElsewhere: false })
}

export async function reverseCash(life: OracleLife, which: number): Promise<void> {
  const paymentId = pick(life.counter, which)
  const money = paymentId && life.oracle.money.get(paymentId)
  if (!money || money.keptMinor === 0n) return
  const { amountMinor, paidAt } = money
  const { lenderId } = life.given
  const entry = {
    lenderId,
    paymentId,
    amountMinor,
    currency: 'LKR',
    note: 'wrong',
    staffId: randomUUID(),
  }
  await takingBack(life, paymentId, {
    product: async () => {
      const reversed = await transaction((tx) => reverseByStaff(tx, { ...entry, now: life.now }))
      expect(reversed).toMatchObject({ outcome: 'reversed' })
    },
    rules: () => life.oracle.giveBack(paymentId, amountMinor),
  })
  // An entry that is reversed never was.
  const counted = life.promised?.oracle.money ?? []
  const entered = counted.findIndex(
    (one) => one.paidAt === paidAt && one.amountMinor === amountMinor,
  )
  if (entered >= 0) counted.splice(entered, 1)
}

/** The lender's file tells of more that was paid elsewhere, or that none was. */
export async function elsewhere(life: OracleLife, percent: number): Promise<void> {
  const { oracle, now } = life
  if (percent > 90) return elsewhereTakenBack(life)
  const amountMinor = share(oracle.books.owedMinor, percent)
  if (amountMinor === 0n) return
  life.elsewhereMinor += amountMinor
  await importFile(life)
  const id = `elsewhere ${life.elsewhereMinor} ${now}`
  oracle.receive(id, { source: 'elsewhere', amountMinor, paidAt: now, now })
  life.elsewhereIds.push(id)
  notePaid(life, { amountMinor, paidAt: now, isElsewhere: true })
  for (const { id: postingId } of await newPostings(life, 'paid_elsewhere'))
    await followElsewhere({ postingId, loanId: life.given.loanId })
}

async function elsewhereTakenBack(life: OracleLife): Promise<void> {
  if (life.elsewhereMinor === 0n) return
  const amountMinor = life.elsewhereMinor
  life.elsewhereMinor = 0n
  const ids = life.elsewhereIds.splice(0)
  await takingBack(life, `${ids.at(-1)} and before`, {
    product: async () => {
      await importFile(life)
      for (const { id: postingId } of await newPostings(life, 'paid_elsewhere'))
        await followElsewhere({ postingId, loanId: life.given.loanId })
    },
    rules: () => {
      for (const id of ids) {
        const money = life.oracle.money.get(id)
        if (money) life.oracle.giveBack(id, money.keptMinor)
      }
    },
  })
  life.promised?.oracle.money.push({
    amountMinor: -amountMinor,
    paidAt: life.now,
    bookedAt: life.now,
    isElsewhere: true,
  })
}

/** The lender's file has one installment more, or another sum in each. */
export async function reschedule(
  life: OracleLife,
  { part, which }: { part: number; which: number },
): Promise<void> {
  const last = life.fileSchedule.at(-1)
  if (!last || life.fileSchedule.length > 8) return
  const longer = [
    ...life.fileSchedule,
    { dueOn: last.dueOn.add({ months: 1 }), amountMinor: last.amountMinor },
  ]
  const change = ((BigInt(part - 50) * roundMinor) / 5n / roundMinor) * roundMinor
  const other = life.fileSchedule.map((one) => ({ ...one, amountMinor: one.amountMinor + change }))
  const schedule: readonly Installment[] = which % 2 === 0 || change === 0n ? longer : other
  if (sumOf(schedule) <= 0n) return
  const before = life.fileSchedule
  life.fileSchedule = schedule
  await importFile(life)
  const costMinor = life.costMinor + (life.plan?.oracle.offer.costMinor ?? 0n)
  life.oracle.reschedule(before, schedule, costMinor)
  life.costMinor = 0n
  life.plan = undefined
  life.oracle.plan = undefined
}

async function importFile(life: OracleLife): Promise<void> {
  const money = (minor: bigint) => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`
  const installments = life.fileSchedule
    .map(({ dueOn, amountMinor }) => `${dueOn}:${money(amountMinor)}`)
    .join('|')
  await imported([life.row({ installments, paid_elsewhere: money(life.elsewhereMinor) })])
  await stampPostings(life)
}
