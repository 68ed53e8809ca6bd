import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { followCredits } from '#lib/workflows/money/follow-credits.ts'
import { payOutByStaff } from '#lib/workflows/refunds/pay-out-by-staff.ts'
import { givenCredit } from '#tests/payments/given-credit.ts'
import { loanRow, open, twoLate } from '#tests/payments/given-payment.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { disputeNews, intentNews, tell } from '#tests/support/stripe-events.ts'
import { givenStaffActs } from './given-staff-act.ts'

const { lender, lenderId, agent, decide } = await givenStaffActs()
const now = Temporal.Now.instant()
const creditMinor = 50_000n
const limitMinor = 1_000_000n
const aboveMinor = 90_000_000n
await database()
  .updateTable('lenders')
  .set({
    policy: sql`policy || jsonb_build_object('desk', coalesce(policy->'desk', '{}')
      || jsonb_build_object('refundAloneMinor', jsonb_build_object('LKR', ${String(limitMinor)}::text)))`,
  })
  .where('id', '=', lenderId)
  .execute()

async function aCredit(amountMinor = creditMinor): Promise<GivenLoan> {
  const loan = await givenLoan(lender, twoLate())
  await givenCredit(loan.loanId, amountMinor)
  await followCredits(now)
  return loan
}

type Wish = { amountMinor?: bigint; seenCreditMinor?: bigint; payoutId?: string; of?: string }

function payOut({ loanId }: GivenLoan, wish: Wish = {}) {
  const { of = lenderId, ...values } = wish
  return transaction((tx) =>
    payOutByStaff(tx, {
      lenderId: of,
      loanId,
      payoutId: randomUUID(),
      amountMinor: creditMinor,
      seenCreditMinor: creditMinor,
      currency: 'LKR',
      method: 'cash',
      paidOn: now.toZonedDateTimeISO('Asia/Colombo').toPlainDate(),
      note: 'To her at the counter, receipt 17',
      staffId: agent.id,
      now,
      ...values,
    }),
  )
}

async function paidOut({ loanId }: GivenLoan) {
  const entries = await database()
    .selectFrom('ledgerEntries')
    .innerJoin('postings', 'postings.id', 'ledgerEntries.postingId')
    .select(['account', 'amountMinor'])
    .where('ledgerEntries.loanId', '=', loanId)
    .where('postings.cause', '=', 'credit_paid_out')
    .orderBy('account')
    .execute()
  return entries.map(({ account, amountMinor }) => [account, amountMinor])
}

const openCases = async ({ loanId }: GivenLoan) =>
  (
    await database()
      .selectFrom('cases')
      .select('kind')
      .where('loanId', '=', loanId)
      .where('closedAt', 'is', null)
      .execute()
  ).map(({ kind }) => kind)

function lettersAbout({ loanId }: GivenLoan) {
  return database()
    .selectFrom('notices')
    .selectAll()
    .where('kind', '=', 'credit_paid_out')
    .where((eb) => eb(eb.cast<string>('detail', 'text'), 'like', `%${loanId}%`))
    .execute()
}

describe('credit that was given back by hand', () => {
  test('is booked once, ends its case, and the borrower is told', async () => {
    const loan = await aCredit()
    const bystander = await aCredit()
    const payoutId = randomUUID()
    expect(await openCases(loan)).toEqual(['credit_left'])
    expect(await payOut(loan, { payoutId })).toEqual({ outcome: 'paid_out', leftMinor: 0n })
    expect(await payOut(loan, { payoutId })).toEqual({ outcome: 'already_paid_out' })
    expect(await paidOut(loan)).toEqual([
      ['borrower_credit', creditMinor],
      ['cash', -creditMinor],
    ])
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    expect(await openCases(loan)).toEqual([])
    const [letter, ...more] = await lettersAbout(loan)
    if (!letter) throw new Error('nobody was told')
    const { text } = await composeNotice(database(), letter)
    expect(text).toMatch(/Rs\s500\.00 of that was given back/)
    expect(text).not.toMatch(/Rs\s500\.00 more than it cost/)
    expect(more).toEqual([])
    const line = await database()
      .selectFrom('auditLog')
      .select(['actor', 'detail'])
      .where('action', '=', 'loan.credit_paid_out')
      .where('subjectId', '=', loan.loanId)
      .executeTakeFirstOrThrow()
    expect(line).toMatchObject({
      actor: `staff:${agent.id}`,
      detail: { amountMinor: '50000', method: 'cash', note: 'To her at the counter, receipt 17' },
    })
    expect(await loanRow(bystander)).toEqual({ outstandingMinor: 0n, creditMinor })
    expect(await openCases(bystander)).toEqual(['credit_left'])
    expect(await lettersAbout(bystander)).toEqual([])
  })

  test('in part leaves the case with what is left', async () => {
    const loan = await aCredit()
    const part = await payOut(loan, { amountMinor: 20_000n })
    expect(part).toEqual({ outcome: 'paid_out', leftMinor: 30_000n })
    expect(await openCases(loan)).toEqual(['credit_left'])
    expect(await payOut(loan, { amountMinor: 30_000n })).toEqual({ refusal: 'changed_since' })
    const rest = { amountMinor: 30_000n, seenCreditMinor: 30_000n }
    expect(await payOut(loan, rest)).toEqual({ outcome: 'paid_out', leftMinor: 0n })
    expect(await openCases(loan)).toEqual([])
  })

  test('above the lender’s limit of refunds takes two people, also in many small parts', async () => {
    const loan = await aCredit(aboveMinor)
    const all = { amountMinor: aboveMinor, seenCreditMinor: aboveMinor }
    const asked = await payOut(loan, all)
    if (!('approvalId' in asked)) throw new Error('nobody was asked')
    expect(await paidOut(loan)).toEqual([])
    expect(await decide(asked.approvalId)).toEqual({ outcome: 'done' })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    expect(await openCases(loan)).toEqual([])

    const other = await aCredit(limitMinor + 1n)
    const first = { amountMinor: limitMinor, seenCreditMinor: limitMinor + 1n }
    expect(await payOut(other, first)).toMatchObject({ outcome: 'paid_out' })
    const rest = await payOut(other, { amountMinor: 1n, seenCreditMinor: 1n })
    expect(rest).toMatchObject({ outcome: 'asked' })
  })

  test('is not booked when the credit changed while it waited', async () => {
    const loan = await aCredit(aboveMinor)
    const asked = await payOut(loan, { amountMinor: aboveMinor, seenCreditMinor: aboveMinor })
    if (!('approvalId' in asked)) throw new Error('nobody was asked')
    await givenCredit(loan.loanId, 100n)
    expect(await decide(asked.approvalId)).toEqual({ outcome: 'stale' })
    expect(await paidOut(loan)).toEqual([])
  })

  test('is never more than there is, nor another lender’s', async () => {
    const loan = await aCredit()
    const abroad = await givenLender()
    expect(await payOut(loan, { amountMinor: creditMinor + 1n })).toEqual({
      refusal: 'above_credit',
    })
    expect(await payOut(loan, { of: abroad.id })).toEqual({ refusal: 'missing' })
    expect(await paidOut(loan)).toEqual([])
    expect(await payOut(loan)).toMatchObject({ outcome: 'paid_out' })
  })

  test('waits while a bank claims money of the loan', async () => {
    const loan = await givenLoan(lender, twoLate())
    const asked = await open(loan)
    await tell(intentNews('succeeded', asked))
    await givenCredit(loan.loanId)
    await tell(disputeNews('created', asked))
    expect(await payOut(loan)).toEqual({ refusal: 'disputed' })
    expect(await paidOut(loan)).toEqual([])
  })
})
