import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { noteQuote } from '#lib/payments/note-quote.ts'
import followElsewhere from '#lib/workflows/money/follow-elsewhere.ts'
import { settleAsSaid } from '#lib/workflows/money/settle-as-said.ts'
import { bookRow, connect, imported, loanOf } from '#tests/loans/import/loan-book.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { dayFromNow } from './given-payment.ts'

await freshDatabase()
const lender = await givenLender({ slug: 'book' })
await connect(lender)

const now = Temporal.Now.instant()
let serial = 0

/** A loan of 1,000.00, and the file that tells of it: what it asks for, and what was paid elsewhere. */
async function aLoan() {
  serial += 1
  const of = serial
  const days = [dayFromNow(-20), dayFromNow(10)]
  const told = async (paid: string, amounts = ['500', '500']) => {
    const installments = amounts.map(
      (amount, index) => `${days[index] ?? dayFromNow(40)}:${amount}`,
    )
    await imported([
      bookRow('book', of, { installments: installments.join('|'), paid_elsewhere: paid }),
    ])
    const loan = await loanOf(lender.id, `L-${of}`)
    for (const { id: postingId } of await newTellings(loan.id))
      await followElsewhere({ postingId, loanId: loan.id })
    return balances()
  }
  const balances = async () => {
    const { outstandingMinor, creditMinor } = await loanOf(lender.id, `L-${of}`)
    return [outstandingMinor, creditMinor].map(Number)
  }
  const asSaid = async () => {
    await settleAsSaid(Temporal.Now.instant().add({ minutes: 2 }))
    return balances()
  }
  const waivedMinor = async () => {
    const { id } = await loanOf(lender.id, `L-${of}`)
    const { minor } = await database()
      .selectFrom('ledgerEntries')
      .select((eb) => eb.fn.sum<string>('amountMinor').as('minor'))
      .where('loanId', '=', id)
      .where('account', '=', 'settlement_rebate')
      .executeTakeFirstOrThrow()
    return Number(minor)
  }
  const unlocks = async () => {
    const { id } = await loanOf(lender.id, `L-${of}`)
    const rows = await database()
      .selectFrom('unlocks')
      .select(['intent', 'cause'])
      .where('loanId', '=', id)
      .orderBy('requestedAt')
      .orderBy('id')
      .execute()
    return rows.map(({ intent, cause }) => `${cause} ${intent}`)
  }
  const settlesWith = async (rebateMinor: bigint) => {
    const { id: loanId, lenderId, currency, outstandingMinor } = await loanOf(lender.id, `L-${of}`)
    const validUntil = Temporal.PlainDate.from(dayFromNow(5))
    await noteQuote(database(), {
      loan: { lenderId, loanId, currency, outstandingMinor },
      choice: { amountMinor: outstandingMinor - rebateMinor, rebateMinor, validUntil },
      seenBy: 'borrower',
      now,
    })
  }
  await told('0')
  return { told, balances, settlesWith, asSaid, waivedMinor, unlocks }
}

const followed = new Set<string>()

async function newTellings(loanId: string) {
  const rows = await database()
    .selectFrom('postings')
    .select('id')
    .where('cause', '=', 'paid_elsewhere')
    .where('causeId', 'like', `${loanId}:%`)
    .orderBy('id')
    .execute()
  const fresh = rows.filter(({ id }) => !followed.has(id))
  for (const { id } of fresh) followed.add(id)
  return fresh
}

describe('what is waived with money of the lender’s book', () => {
  test('stays while what is left still settles, and is owed again when it does not', async () => {
    const loan = await aLoan()
    const other = await aLoan()
    for (const { settlesWith, told } of [loan, other]) {
      await settlesWith(2_500n)
      expect(await told('1000')).toEqual([0, 2_500])
    }
    expect(await loan.told('990')).toEqual([0, 1_500])
    expect(await loan.told('975')).toEqual([0, 0])
    // One cent less, and what settled it does not.
    expect(await loan.told('974.99')).toEqual([2_501, 0])
    expect(await loan.told('900')).toEqual([10_000, 0])
    expect(await other.balances()).toEqual([0, 2_500])
  })

  test('is owed again with the first cent when no more was paid than settles', async () => {
    const loan = await aLoan()
    await loan.settlesWith(2_500n)
    expect(await loan.told('975')).toEqual([0, 0])
    expect(await loan.told('974')).toEqual([2_600, 0])
    // Enough again, while what was said binds.
    expect(await loan.told('975')).toEqual([0, 0])
    expect(await loan.told('0')).toEqual([100_000, 0])
  })

  test('stays when what is taken back was told of later', async () => {
    const loan = await aLoan()
    await loan.settlesWith(2_500n)
    expect(await loan.told('975')).toEqual([0, 0])
    const larger = ['500', '500', '300']
    expect(await loan.told('975', larger)).toEqual([30_000, 0])
    expect(await loan.told('1100', larger)).toEqual([17_500, 0])
    expect(await loan.told('1000', larger)).toEqual([27_500, 0])
    expect(await loan.told('970', larger)).toEqual([33_000, 0])
  })
})

describe('after the lender’s book has taken money back, while what was told binds', () => {
  const smaller = ['500', '490']

  test('a rest of more than was said to be waived is owed, and settled by what is missing', async () => {
    const loan = await aLoan()
    await loan.settlesWith(2_500n)
    expect(await loan.told('975')).toEqual([0, 0])
    expect(await loan.told('974.99')).toEqual([2_501, 0])
    expect(await loan.asSaid()).toEqual([2_501, 0])
    expect(await loan.waivedMinor()).toBe(0)
    expect(await loan.told('975')).toEqual([0, 0])
    expect(await loan.waivedMinor()).toBe(2_500)
  })

  test('a rest of no more than that is let go of, each time, but never more in all', async () => {
    const loan = await aLoan()
    const other = await aLoan()
    await loan.settlesWith(2_500n)
    for (const { told } of [loan, other]) {
      await told('975')
      await told('975', smaller)
    }
    expect(await loan.told('970', smaller)).toEqual([2_000, 0])
    expect(await loan.asSaid()).toEqual([0, 0])
    expect(await loan.waivedMinor()).toBe(2_000)
    expect(await loan.told('965', smaller)).toEqual([500, 0])
    expect(await loan.asSaid()).toEqual([0, 0])
    expect(await loan.waivedMinor()).toBe(2_500)
    expect(await loan.told('964.99', smaller)).toEqual([1, 0])
    expect(await loan.asSaid()).toEqual([1, 0])
    expect(await loan.waivedMinor()).toBe(2_500)
    expect(await other.balances()).toEqual([1_500, 0])
  })

  test('no lock is removed for good on the word of a file', async () => {
    const loan = await aLoan()
    await loan.settlesWith(2_500n)
    await loan.told('975')
    await loan.told('975', smaller)
    await loan.told('970', smaller)
    expect(await loan.asSaid()).toEqual([0, 0])
    expect(await loan.unlocks()).not.toContain('reconciler release')
  })
})
