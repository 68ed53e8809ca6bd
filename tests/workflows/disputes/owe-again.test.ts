import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { paymentState } from '#components/payment/payment-state.ts'
import { openDisputes } from '#lib/cases/queries.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { paymentsOfLoan } from '#lib/desk/loan-record.ts'
import { post } from '#lib/ledger/ledger.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { paymentOf, paymentsOf } from '#lib/payments/queries.ts'
import { oweAgainByStaff } from '#lib/workflows/disputes/owe-again-by-staff.ts'
import { followCredits } from '#lib/workflows/money/follow-credits.ts'
import { balanceOf, loanRow, paid, twoLate } from '#tests/payments/given-payment.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLoan } from '#tests/support/lender.ts'
import { type DisputeAsked, disputeNews, tell } from '#tests/support/stripe-events.ts'
import { noticesOf } from '#tests/support/world.ts'
import { givenStaffActs } from '#tests/workflows/refunds/given-staff-act.ts'

const { lender, lenderId, agent, decide } = await givenStaffActs()
afterEach(() => expectLedgerToHold(database()))

const owedMinor = 1_845_000n

/** A paid loan whose payment the payer's bank has taken back for good. */
async function lost(
  over: Partial<DisputeAsked> = {},
  lockState: 'unlocked' | 'locked' = 'unlocked',
) {
  const loan = await givenLoan(lender, twoLate(), { lockState })
  const asked = { ...(await paid(loan)), ...over }
  await tell(disputeNews('funds_withdrawn', asked))
  await tell(disputeNews('closed', { ...asked, secondsLater: 1 }, 'lost'))
  return { loan, asked, disputeId: `dp_${asked.paymentId}` }
}
type Lost = Awaited<ReturnType<typeof lost>>

function ask({ asked, disputeId }: Lost, amountMinor = owedMinor, of = lenderId) {
  return transaction((tx) =>
    oweAgainByStaff(tx, {
      lenderId: of,
      paymentId: asked.paymentId,
      disputeId,
      amountMinor,
      note: 'A stolen card',
      token: randomUUID(),
      staffId: agent.id,
      now: Temporal.Now.instant(),
    }),
  )
}

async function approvalFor(about: Lost): Promise<string> {
  const wanted = await ask(about)
  if (!('approvalId' in wanted)) throw new Error(wanted.refusal)
  return wanted.approvalId
}

/** The rest of the loan comes from elsewhere, and so much more than that. */
function givenCredit({ loan: { loanId } }: Lost, creditMinor: bigint) {
  const amountMinor = owedMinor + creditMinor
  return transaction((tx) =>
    post(tx, {
      lenderId,
      cause: 'goodwill_credit',
      causeId: loanId,
      currency: 'LKR',
      loanId,
      paymentId: null,
      entries: [
        { account: 'goodwill_credit', amountMinor },
        { account: 'borrower_credit', amountMinor: -amountMinor },
      ],
    }),
  )
}

async function letterAbout(approvalId: string) {
  const notice = await letters().where('causeId', '=', approvalId).executeTakeFirstOrThrow()
  return composeNotice(database(), { ...notice, locale: 'en' })
}

async function creditLetter({ loan: { loanId } }: Lost) {
  const all = await letters().where('kind', '=', 'credit_left').execute()
  const notice = all.find(({ detail }) => JSON.stringify(detail).includes(loanId))
  if (!notice) throw new Error('nobody was told')
  const { text, short } = await composeNotice(database(), { ...notice, locale: 'en' })
  return `${text} ${short}`
}

function letters() {
  return database().selectFrom('notices').selectAll().where('channel', '=', 'email')
}

function shownOf({ loan, asked }: Lost) {
  return paymentOf(database(), loan.borrowerId, asked.paymentId)
}

/** What the borrower's list says, and what the desk's does. */
async function listedOf({ loan }: Lost) {
  const own = await paymentsOf(database(), loan.borrowerId)
  const ofDesk = await paymentsOfLoan(database(), loan.loanId)
  return [...own, ...ofDesk].map((one) => paymentState(one, Temporal.Now.instant()))
}

function rowsOf({ loan }: Lost) {
  const of = { loanId: loan.loanId, deviceId: loan.deviceId }
  return Promise.all([
    database()
      .selectFrom('holds')
      .select(['reason', 'untilAt'])
      .where('loanId', '=', of.loanId)
      .execute(),
    database().selectFrom('unlocks').select('id').where('deviceId', '=', of.deviceId).execute(),
    database()
      .selectFrom('cases')
      .select(['kind', 'closedBy'])
      .where('loanId', '=', of.loanId)
      .execute(),
  ])
}

describe('what a bank has taken for good', () => {
  test('stays paid until two people make it owed again; then the borrower is told, and no lock moves', async () => {
    const about = await lost()
    const bystander = await lost()
    const [, unlocksBefore] = await rowsOf(about)
    const approvalId = await approvalFor(about)
    expect(await loanRow(about.loan)).toMatchObject({ outstandingMinor: owedMinor })
    expect(await listedOf(about)).toEqual(['taken_back', 'taken_back'])
    expect(await decide(approvalId)).toEqual({ outcome: 'done' })
    expect(await loanRow(about.loan)).toMatchObject({ outstandingMinor: 2n * owedMinor })
    expect(await balanceOf(about.asked.paymentId)).toEqual({})
    expect(await noticesOf(approvalId)).toEqual(['dispute_owed_again'])
    const [holds, unlocks, cases] = await rowsOf(about)
    expect(holds.map(({ reason }) => reason)).toEqual(['owed_again'])
    expect(unlocks).toEqual(unlocksBefore)
    expect(cases).toEqual([{ kind: 'dispute', closedBy: 'keyturn' }])
    expect(await listedOf(about)).toEqual(['taken_back', 'taken_back'])
    expect(await loanRow(bystander.loan)).toMatchObject({ outstandingMinor: owedMinor })
    expect((await rowsOf(bystander))[2]).toEqual([{ kind: 'dispute', closedBy: null }])
  })

  test('a phone that is locked stays as it is', async () => {
    const about = await lost({}, 'locked')
    const before = await rowsOf(about)
    await decide(await approvalFor(about))
    const [holds, unlocks] = await rowsOf(about)
    expect([holds, unlocks]).toEqual([[], before[1]])
  })

  test('takes the borrower’s credit first', async () => {
    const about = await lost()
    await givenCredit(about, 45_000n)
    expect(await loanRow(about.loan)).toEqual({ outstandingMinor: 0n, creditMinor: 45_000n })
    const bystander = await lost()
    await givenCredit(bystander, 45_000n)
    await followCredits(Temporal.Now.instant())
    expect((await rowsOf(about))[2]).toContainEqual({ kind: 'credit_left', closedBy: null })
    const { loanId } = about.loan
    expect(await openDisputes(database(), { lenderId, loanId })).toHaveLength(1)
    expect(await creditLetter(about)).not.toMatch(/gets in touch/)
    const approvalId = await approvalFor(about)
    await decide(approvalId)
    expect((await rowsOf(about))[2]).toContainEqual({ kind: 'credit_left', closedBy: 'keyturn' })
    expect((await rowsOf(bystander))[2]).toContainEqual({ kind: 'credit_left', closedBy: null })
    const outstandingMinor = owedMinor - 45_000n
    expect(await loanRow(about.loan)).toEqual({ outstandingMinor, creditMinor: 0n })
    const { subject, text } = await letterAbout(approvalId)
    expect(subject).toMatch(/^Rs\s18,000\.00 is owed again$/)
    expect(text).toMatch(/A payment of Rs\s18,450\.00 .* So Rs\s18,000\.00 is owed to /)
    expect(await shownOf(about)).toMatchObject({
      owedAgainMinor: String(owedMinor),
      owedMoreMinor: '1800000',
    })
  })

  test('all of it from the borrower’s credit, nothing is owed again', async () => {
    const about = await lost()
    await givenCredit(about, owedMinor)
    const approvalId = await approvalFor(about)
    await decide(approvalId)
    expect(await loanRow(about.loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    const { subject, text, short } = await letterAbout(approvalId)
    expect(subject).toBe('A bank took a payment back')
    for (const said of [text, short]) expect(said).not.toMatch(/owed to|Owed again/)
    expect(await shownOf(about)).toMatchObject({ owedMoreMinor: null })
  })

  test('refused by the second person, nothing is done', async () => {
    const about = await lost()
    expect(await decide(await approvalFor(about), 'refused')).toEqual({ outcome: 'refused' })
    expect(await loanRow(about.loan)).toMatchObject({ outstandingMinor: owedMinor })
    expect((await rowsOf(about))[0]).toEqual([])
  })

  test('is asked once at a time, and done once', async () => {
    const about = await lost()
    const first = await approvalFor(about)
    expect(await ask(about)).toEqual({ outcome: 'asked', approvalId: first, isNew: false })
    await decide(first)
    expect(await ask(about)).toEqual({ refusal: 'not_lost' })
    expect(await loanRow(about.loan)).toMatchObject({ outstandingMinor: 2n * owedMinor })
  })

  test('only as it was seen, only what is lost, and only by its own lender', async () => {
    const about = await lost()
    expect(await ask(about, 5n)).toEqual({ refusal: 'changed_since' })
    const nobody = '01a1fb00-0000-7000-8000-000000000000'
    expect(await ask(about, owedMinor, nobody)).toEqual({ refusal: 'missing' })
    await tell(disputeNews('updated', { ...about.asked, secondsLater: 2 }, 'appeal_under_review'))
    expect(await listedOf(about)).toEqual(['disputed', 'disputed'])
    expect(await ask(about)).toEqual({ refusal: 'not_lost' })
    await tell(disputeNews('closed', { ...about.asked, secondsLater: 3 }, 'lost'))
    expect(await ask(about)).toMatchObject({ outcome: 'asked' })
  })

  test('given back before the second person came, it is stale', async () => {
    const about = await lost()
    const approvalId = await approvalFor(about)
    await tell(disputeNews('funds_reinstated', { ...about.asked, secondsLater: 2 }, 'won'))
    expect(await decide(approvalId)).toEqual({ outcome: 'stale' })
    expect(await listedOf(about)).toEqual(['paid', 'paid'])
    expect(await loanRow(about.loan)).toMatchObject({ outstandingMinor: owedMinor })
  })

  test('given back after that, it pays once more: the phone may open and the borrower is told', async () => {
    const about = await lost()
    await decide(await approvalFor(about))
    const back = { ...about.asked, secondsLater: 2 }
    for (const change of ['funds_reinstated', 'closed', 'funds_reinstated'] as const)
      await tell(disputeNews(change, { ...back, taken: [1n, -1n] }, 'won'))
    expect(await loanRow(about.loan)).toMatchObject({ outstandingMinor: owedMinor })
    expect(await balanceOf(about.asked.paymentId)).toEqual({
      psp_clearing: owedMinor,
      loan_receivable: -owedMinor,
    })
    const notices = await database()
      .selectFrom('notices')
      .select('kind')
      .where('causeId', 'like', `${about.disputeId}:%`)
      .execute()
    expect(notices).toEqual([{ kind: 'dispute_won_back' }])
    const again = { ...about.asked, taken: [1n, -1n, 1n], secondsLater: 3 }
    await tell(disputeNews('funds_withdrawn', again, 'lost'))
    expect(await decide(await approvalFor(about))).toEqual({ outcome: 'done' })
    expect(await loanRow(about.loan)).toMatchObject({ outstandingMinor: 2n * owedMinor })
  })
})
