import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { CashTaken } from '#lib/payments/cash/record-cash.ts'
import { reverseCash } from '#lib/payments/cash/reverse-cash.ts'
import { takeCash } from '#lib/workflows/money/cash-by-staff.ts'
import { balanceOf, loanRow, paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { aloneUpTo } from '#tests/payments/given-staff-money.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { byTwo } from './given-cash.ts'

await freshDatabase()
const lender = await givenLender({ policy: aloneUpTo(100_000n) })
afterEach(() => expectLedgerToHold(database()))

const aLoan = () => givenLoan(lender, twoLate())

describe('cash', () => {
  async function cashFor(loan: GivenLoan, values: Partial<CashTaken> = {}): Promise<CashTaken> {
    const [now, paymentId] = [Temporal.Now.instant(), values.paymentId ?? randomUUID()]
    return {
      lenderId: lender.id,
      loanId: loan.loanId,
      paymentId,
      ...(await byTwo(lender.id, paymentId)),
      amountMinor: 1_845_000n,
      method: 'cash',
      officeReceipt: randomUUID(),
      takenOn: now.toZonedDateTimeISO('Asia/Colombo').toPlainDate(),
      seenOutstandingMinor: (await loanRow(loan)).outstandingMinor,
      locale: 'en',
      now,
      ...values,
    }
  }
  const take = (cash: CashTaken) => transaction((tx) => takeCash(tx, cash))

  test('is a payment like any other: booked, with its effect', async () => {
    const loan = await aLoan()
    const cash = await cashFor(loan)
    expect(await take(cash)).toMatchObject({ outcome: 'recorded', effect: { kind: 'until' } })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 1_845_000n, creditMinor: 0n })
    expect(await balanceOf(cash.paymentId)).toEqual({
      cash: 1_845_000n,
      loan_receivable: -1_845_000n,
    })
    expect(await paymentRow(cash.paymentId)).toMatchObject({
      state: 'paid',
      openedBy: 'staff',
      method: 'cash',
      effect: 'until',
    })
  })

  test('the second click books nothing more', async () => {
    const loan = await aLoan()
    const cash = await cashFor(loan)
    const clicks = await Promise.all(Array.from({ length: 5 }, () => take(cash)))
    expect(clicks.filter((one) => 'outcome' in one && one.outcome === 'recorded')).toHaveLength(1)
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_845_000n })
  })

  test('what is too much becomes credit', async () => {
    const loan = await aLoan()
    await take(await cashFor(loan, { amountMinor: 3_690_500n }))
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 500n })
  })

  test('the same paper receipt is booked once, until its entry is undone', async () => {
    const one = await aLoan()
    const other = await aLoan()
    const first = await cashFor(one, { officeReceipt: 'A-17' })
    await take(first)
    const again = await cashFor(other, { officeReceipt: 'A-17' })
    expect(await take(again)).toMatchObject({
      refusal: 'receipt_known',
      paymentId: first.paymentId,
    })
    await transaction((tx) => reverseCash(tx, reversal(first.paymentId)))
    expect(await take(again)).toMatchObject({ outcome: 'recorded' })
  })

  test.each([
    ['R-1', 'r-1'],
    ['R-2', 'R 2'],
    ['no. 17/b', 'NO17B'],
    ['A-٣٤', 'a 34'],
  ])('written in another way it is the same: %s and %s', async (written, again) => {
    const one = await aLoan()
    const other = await aLoan()
    const first = await cashFor(one, { officeReceipt: written })
    await take(first)
    expect(await take(await cashFor(other, { officeReceipt: again }))).toMatchObject({
      refusal: 'receipt_known',
      paymentId: first.paymentId,
    })
    const another = await cashFor(other, { officeReceipt: `${again}0` })
    expect(await take(another)).toMatchObject({ outcome: 'recorded' })
  })

  test('another lender may have written the same receipt, and undoes none but its own', async () => {
    const theirs = await givenLender()
    const loan = await givenLoan(theirs, twoLate())
    const own = await cashFor(await aLoan(), { officeReceipt: 'B-9' })
    await take(own)
    const paymentId = randomUUID()
    const same = await cashFor(loan, {
      lenderId: theirs.id,
      paymentId,
      officeReceipt: 'B-9',
      ...(await byTwo(theirs.id, paymentId)),
    })
    expect(await take(same)).toMatchObject({ outcome: 'recorded' })
    const undo = (lenderId: string) =>
      transaction((tx) => reverseCash(tx, { ...reversal(own.paymentId), lenderId }))
    expect(await undo(theirs.id)).toEqual({ refusal: 'missing' })
    expect(await paymentRow(own.paymentId)).toMatchObject({ reversedAt: null })
    expect(await undo(lender.id)).toMatchObject({ outcome: 'reversed' })
  })

  test('figures that have changed are shown again first', async () => {
    const loan = await aLoan()
    expect(await take(await cashFor(loan, { seenOutstandingMinor: 1n }))).toEqual({
      refusal: 'changed_since',
    })
  })

  test('another lender’s loan is not there, nor is a token of another loan', async () => {
    const loan = await aLoan()
    const other = await aLoan()
    const cash = await cashFor(loan, { lenderId: (await givenLender()).id })
    expect(await take(cash)).toEqual({ refusal: 'missing' })
    const { paymentId } = await cashFor(loan)
    await take(await cashFor(loan, { paymentId }))
    expect(await take(await cashFor(other, { paymentId }))).toEqual({ refusal: 'missing' })
  })

  const reversal = (paymentId: string, approvalId: string | null = 'agreed') => ({
    lenderId: lender.id,
    paymentId,
    note: 'Wrong loan',
    actor: 'staff:test',
    approvalId,
    now: Temporal.Now.instant(),
  })

  test('an entry is undone once, by a posting of its own, and takes credit first', async () => {
    const loan = await aLoan()
    const cash = await cashFor(loan, { amountMinor: 3_690_500n })
    await take(cash)
    const undone = await Promise.all(
      Array.from({ length: 3 }, () =>
        transaction((tx) => reverseCash(tx, reversal(cash.paymentId))),
      ),
    )
    expect(undone.filter((one) => 'outcome' in one && one.outcome === 'reversed')).toHaveLength(1)
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 3_690_000n, creditMinor: 0n })
    expect(await balanceOf(cash.paymentId)).toEqual({})
  })

  test('a large entry is undone by two people only', async () => {
    const loan = await aLoan()
    const cash = await cashFor(loan)
    await take(cash)
    const asked = await transaction((tx) => reverseCash(tx, reversal(cash.paymentId, null)))
    expect(asked).toEqual({ refusal: 'needs_approval' })
  })
})
