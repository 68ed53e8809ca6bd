import fc from 'fast-check'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { toDecimal } from '#lib/domain/money/money.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { walk } from '#tests/support/walk.ts'
import { expectExactLedger, post, postIn, untilSomebodyWaits } from './books.ts'
import { balancesOf, bookRow, connect, imported, loanOf } from './loan-book.ts'

await freshDatabase()
const lender = await givenLender({ slug: 'serendib' })
await connect(lender)

// The loan of these rows is 18,450.00: two installments of 9,225.00.
const row = (serial: number, paid = '0', installments?: string) =>
  bookRow('serendib', serial, { paid_elsewhere: paid, ...(installments && { installments }) })
const balances = (serial: number) => balancesOf(lender.id, `L-${serial}`)

async function postingsOf(serial: number): Promise<string[]> {
  const loan = await loanOf(lender.id, `L-${serial}`)
  const rows = await database()
    .selectFrom('ledgerEntries')
    .innerJoin('postings', 'postings.id', 'postingId')
    .select(['cause', 'account', 'amountMinor'])
    .where('loanId', '=', loan.id)
    .orderBy('ledgerEntries.id')
    .execute()
  return rows.map(({ cause, account, amountMinor }) => `${cause} ${account} ${amountMinor}`)
}

test('opening a loan and money paid elsewhere are two postings', async () => {
  await imported([row(1, '225.00')])
  expect((await postingsOf(1)).toSorted()).toEqual([
    'loan_opened lender_book -1845000',
    'loan_opened loan_receivable 1845000',
    'paid_elsewhere lender_book 22500',
    'paid_elsewhere loan_receivable -22500',
  ])
})

test('more paid elsewhere posts only the difference; a correction downwards takes it back', async () => {
  await imported([row(2, '1000')])
  await imported([row(2, '1500')])
  expect(await balances(2)).toEqual([1_695_000n, 0n])
  await imported([row(2, '200')])
  expect(await balances(2)).toEqual([1_825_000n, 0n])
  expect((await postingsOf(2)).slice(-2)).toEqual([
    'paid_elsewhere loan_receivable 130000',
    'paid_elsewhere lender_book -130000',
  ])
  await expectExactLedger()
})

test('what is paid beyond the loan becomes credit, and a correction uses the credit first', async () => {
  await imported([row(3, '18500')])
  expect(await balances(3)).toEqual([0n, 5_000n])
  await imported([row(3, '18470')])
  expect(await balances(3)).toEqual([0n, 2_000n])
  await imported([row(3, '18400')])
  expect(await balances(3)).toEqual([5_000n, 0n])
})

test('a smaller schedule leaves credit for what is then paid too much; a larger one uses it up', async () => {
  await imported([row(4, '10000')])
  await imported([row(4, '10000', '2026-10-01:9000')])
  expect(await balances(4)).toEqual([0n, 100_000n])
  await imported([row(4, '10000', '2026-10-01:9000|2026-11-01:3000')])
  expect(await balances(4)).toEqual([200_000n, 0n])
  await expectExactLedger()
})

test('another plan for the same total posts nothing', async () => {
  await imported([row(5)])
  const before = await postingsOf(5)
  await imported([row(5, '0', '2026-10-01:18450')])
  expect(await postingsOf(5)).toEqual(before)
})

test('money that came through the portal stays, whatever the lender imports after', async () => {
  await imported([row(6, '1000')])
  const loan = await loanOf(lender.id, 'L-6')
  await post(loan, 'payment-6', [
    ['psp_clearing', 1_800_000n],
    ['loan_receivable', -1_745_000n],
    ['borrower_credit', -55_000n],
  ])
  expect(await imported([row(6, '1000')])).toEqual([0, 0, 1])
  expect(await balances(6)).toEqual([0n, 55_000n])
  await imported([row(6, '1100')])
  expect(await balances(6)).toEqual([0n, 65_000n])
  await imported([row(6, '0')])
  expect(await balances(6)).toEqual([45_000n, 0n])
  await expectExactLedger()
})

test('a payment booked while an import runs is neither lost nor doubled', async () => {
  await imported([row(7), row(8)])
  const loan = await loanOf(lender.id, 'L-7')
  const payments = Array.from({ length: 20 }, (_, index) =>
    post(loan, `payment-7-${index}`, [
      ['psp_clearing', 1_000n],
      ['loan_receivable', -1_000n],
    ]),
  )
  const imports = [imported([row(8, '10'), row(7, '10')]), imported([row(7, '20'), row(8, '20')])]
  await Promise.all([...payments, ...imports])
  // Whichever import came second, its word stands.
  const paidElsewhere = (await loanOf(lender.id, 'L-7')).paidElsewhereMinor
  expect([1_000n, 2_000n]).toContain(paidElsewhere)
  expect(await balances(7)).toEqual([1_845_000n - 20_000n - paidElsewhere, 0n])
  await expectExactLedger()
})

test('an import waits for a payment under way and then sees what it left', async () => {
  await imported([row(9)])
  const loan = await loanOf(lender.id, 'L-9')
  const running = await transaction(async (tx) => {
    await postIn(tx, loan, {
      causeId: 'payment-9',
      entries: [
        ['psp_clearing', 1_845_000n],
        ['loan_receivable', -1_845_000n],
      ],
    })
    const started = imported([row(9, '10')])
    await untilSomebodyWaits()
    return { started }
  })
  expect(await running.started).toEqual([0, 1, 0])
  expect(await balances(9)).toEqual([0n, 1_000n])
  await expectExactLedger()
})

test('any run of imports and payments keeps the books exact', async () => {
  let serial = 1_000
  const amountMinor = fc.bigInt({ min: 1n, max: 30_000n })
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('import' as const),
      amounts: fc.array(amountMinor, { minLength: 1, maxLength: 4 }),
      paidMinor: fc.bigInt({ min: 0n, max: 60_000n }),
    }),
    fc.record({ kind: fc.constant('payment' as const), amountMinor }),
  )
  await walk(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      serial += 1
      const model = { totalMinor: 0n, elsewhereMinor: 0n, portalMinor: 0n }
      for (const [index, one] of [firstImport, ...steps].entries()) {
        if (one.kind === 'import') {
          model.totalMinor = one.amounts.reduce((sum, each) => sum + each, 0n)
          model.elsewhereMinor = one.paidMinor
          await imported([row(serial, decimal(one.paidMinor), planOf(one.amounts))])
        } else {
          model.portalMinor += one.amountMinor
          await pay(serial, index, one.amountMinor)
        }
        const owedMinor = model.totalMinor - model.elsewhereMinor - model.portalMinor
        expect(await balances(serial)).toEqual(owedMinor > 0n ? [owedMinor, 0n] : [0n, -owedMinor])
      }
      await expectExactLedger()
    }),
    16,
  )
}, 900_000)

const firstImport = { kind: 'import' as const, amounts: [10_000n], paidMinor: 0n }

function decimal(minor: bigint): string {
  return toDecimal({ amountMinor: minor, currency: 'LKR' })
}

function planOf(amounts: bigint[]): string {
  return amounts.map((minor, index) => `2026-0${index + 1}-01:${decimal(minor)}`).join('|')
}

async function pay(serial: number, index: number, amountMinor: bigint): Promise<void> {
  const loan = await loanOf(lender.id, `L-${serial}`)
  const owed = amountMinor < loan.outstandingMinor ? amountMinor : loan.outstandingMinor
  const entries = [
    ['psp_clearing', amountMinor],
    ['loan_receivable', -owed],
    ['borrower_credit', owed - amountMinor],
  ] as const
  await post(
    loan,
    `pay-${serial}-${index}`,
    entries.filter(([, minor]) => minor !== 0n).map(([account, minor]) => [account, minor]),
  )
}
