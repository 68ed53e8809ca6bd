import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { post } from '#lib/db/ledger.ts'
import { transaction } from '#lib/db/transaction.ts'
import { checkDigit } from '#lib/domain/imei.ts'
import { decideReturn } from '#lib/jobs/handle-return.ts'
import { reconcile } from '#lib/jobs/reconcile.ts'
import { settleReturn } from '#lib/jobs/settle-return.ts'
import { phoneStanding } from '#lib/loans/phone-standing.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { returnsToHandle } from '#lib/returns/queries.ts'
import {
  casesOf,
  dayFromNow,
  loanRow,
  open,
  paymentRow,
  twoLate,
  unlocksOf,
} from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { expectBooksToHold } from '#tests/support/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { startMailServer } from '#tests/support/mail-server.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { noticesOf } from '#tests/support/world.ts'
import {
  agree,
  arrange,
  asStaff,
  dispute,
  end,
  givenReturn,
  holdsOf,
  inspect,
  now,
  offer,
  receive,
  returnPolicy,
  returnRow,
  settle,
} from './given-return.ts'

await freshDatabase()
const mailbox = await startMailServer()
afterAll(mailbox.stop)
const lenders = {
  loan_closed: await givenLender({ policy: returnPolicy('loan_closed') }),
  settlement: await givenLender({ policy: returnPolicy('settlement') }),
  half: await givenLender({ policy: returnPolicy('half') }),
}
afterEach(() => expectBooksToHold(database()))

const given = (rule: keyof typeof lenders = 'settlement') =>
  givenLoan(lenders[rule], twoLate(1_000n))

function schedulesOf({ loanId }: GivenLoan) {
  return database()
    .selectFrom('schedules')
    .innerJoin('installments', 'installments.scheduleId', 'schedules.id')
    .select(['schedules.version', 'schedules.source', 'installments.dueOn'])
    .select(['installments.amountMinor', 'schedules.supersededAt'])
    .where('schedules.loanId', '=', loanId)
    .where('schedules.supersededAt', 'is', null)
    .execute()
}

describe('received', () => {
  test('told by its IMEI, with who, when and what is still on it', async () => {
    const loan = await given()
    const acting = await givenReturn(loan, 'arranged')
    const spaced = loan.imei.replace(/(\d{6})/, '$1 ')
    await receive(acting, { imei: spaced, accountsLeft: ['mi_account'] })
    expect(await returnRow(acting.returnId)).toMatchObject({
      ...{ state: 'received', receivedBy: 'staff:someone', accountsLeft: ['mi_account'] },
      wipeConsentAt: null,
    })
    expect(await noticesOf(acting.returnId)).toContain('return_received')
  })

  test.for([
    ['a wrong check digit', '356938035643801', 'not_an_imei'],
    ['no number', 'a phone', 'not_an_imei'],
    ['another phone', `35999900000001${checkDigit('35999900000001')}`, 'other_phone'],
  ] as const)('%s is refused', async ([, imei, refusal]) => {
    const acting = await givenReturn(await given(), 'arranged')
    expect(await receive(acting, { imei })).toEqual({ refusal })
    expect(await returnRow(acting.returnId)).toMatchObject({ state: 'arranged' })
  })

  test('a consent to delete is kept word for word, and nothing is done by it', async () => {
    const loan = await given()
    const acting = await givenReturn(loan, 'arranged')
    const asked = await unlocksOf(loan)
    await receive(acting, { wipeConsent: 'You may delete everything on this phone.' })
    expect(await returnRow(acting.returnId)).toMatchObject({ wipeConsentBy: 'staff:someone' })
    const [line] = await database()
      .selectFrom('journal')
      .select(['actor', 'detail'])
      .where('subjectId', '=', acting.returnId)
      .where('action', '=', 'return.consent_recorded')
      .execute()
    expect(line?.detail).toEqual({ sentence: 'You may delete everything on this phone.' })
    expect(await unlocksOf(loan)).toEqual(asked)
  })

  test('a phone that comes after its return has expired is taken in all the same', async () => {
    const loan = await given()
    const acting = await givenReturn(loan, 'arranged')
    await reconcile(now().add({ hours: 24 * 30 }))
    expect(await returnRow(acting.returnId)).toMatchObject({ state: 'expired' })
    await receive(acting)
    expect(await returnRow(acting.returnId)).toMatchObject({ state: 'received' })
  })

  test('unless the borrower has begun another return', async () => {
    const loan = await given()
    const acting = await givenReturn(loan, 'arranged')
    await reconcile(now().add({ hours: 24 * 30 }))
    await arrange({ loan, returnId: await offer(loan) })
    expect(await receive(acting)).toEqual({ refusal: 'another_under_way' })
  })
})

describe('inspected', () => {
  test.for([
    ['loan_closed', 'good', 0n],
    ['loan_closed', 'worn', 0n],
    ['loan_closed', 'damaged', 3_600n],
    ['settlement', 'worn', 2_800n],
    ['half', 'good', 2_000n],
  ] as const)('by the rule %s, %s leaves %s', async ([rule, condition, owed]) => {
    const { returnId } = await givenReturn(await given(rule), 'inspected', condition)
    expect(await returnRow(returnId)).toMatchObject({ condition, owedAfterMinor: owed })
    expect(await noticesOf(returnId)).toContain('return_inspected')
  })

  test('a payment on the way is counted by the frozen terms', async () => {
    const loan = await given()
    const acting = await givenReturn(loan, 'received')
    await tell(intentNews('succeeded', await open(loan)))
    await inspect(acting, 'good')
    expect(await returnRow(acting.returnId)).toMatchObject({ owedAfterMinor: 400n })
  })

  test('what damage adds is a person’s to decide under the half rule alone, with a reason', async () => {
    const acting = await givenReturn(await given('half'), 'received')
    expect(await inspect(acting, 'damaged', { damageMinor: 300n, note: ' ' })).toEqual({
      refusal: 'damage_without_note',
    })
    expect(await inspect(acting, 'worn', { damageMinor: 300n })).toEqual({
      refusal: 'damage_not_decided',
    })
    await inspect(acting, 'damaged', { damageMinor: 300n })
    expect(await returnRow(acting.returnId)).toMatchObject({ owedAfterMinor: 2_300n })
    const other = await givenReturn(await given('settlement'), 'received')
    expect(await inspect(other, 'damaged', { damageMinor: 300n })).toEqual({
      refusal: 'damage_not_decided',
    })
  })

  test('never more than is owed without the return', async () => {
    const acting = await givenReturn(await given('half'), 'received')
    await inspect(acting, 'damaged', { damageMinor: 1_000_000n })
    expect(await returnRow(acting.returnId)).toMatchObject({ owedAfterMinor: 4_000n })
  })

  test('without an answer in time the figure stands', async () => {
    const acting = await givenReturn(await given(), 'inspected')
    await reconcile(now().add({ hours: 24 * 7 }))
    expect(await returnRow(acting.returnId)).toMatchObject({ state: 'inspected' })
    await reconcile(now().add({ hours: 24 * 9 }))
    const row = await returnRow(acting.returnId)
    expect(row).toMatchObject({ state: 'agreed', owedAfterMinor: 2_400n })
  })
})

describe('disputed', () => {
  const decide = async (
    acting: { loan: GivenLoan; returnId: string },
    verdict: Parameters<typeof decideReturn>[1]['verdict'],
    reason = 'We looked again.',
  ) => {
    const act = await asStaff(acting)
    return transaction((tx) => decideReturn(tx, { ...act, verdict, reason }))
  }

  test.for([
    ['kept', { kind: 'keep' }, 'damaged', 3_600n],
    ['another condition', { kind: 'condition', condition: 'worn' }, 'worn', 2_800n],
    ['less', { kind: 'lower', owedMinor: 1_000n }, 'damaged', 1_000n],
  ] as const)('%s: what the person decided stands, with a reason to read', async (answer) => {
    const [, verdict, condition, owed] = answer
    const acting = await givenReturn(await given(), 'inspected', 'damaged')
    await dispute(acting)
    expect(await returnRow(acting.returnId)).toMatchObject({ state: 'disputed' })
    await decide(acting, verdict)
    expect(await returnRow(acting.returnId)).toMatchObject({
      ...{ state: 'agreed', condition, owedAfterMinor: owed },
      ...{ decisionNote: 'We looked again.', decidedBy: 'staff:someone' },
    })
    expect(await noticesOf(acting.returnId)).toContain('return_decided')
  })

  test('disputing never makes it dearer', async () => {
    const acting = await givenReturn(await given(), 'inspected', 'worn')
    await dispute(acting)
    for (const verdict of [
      { kind: 'condition', condition: 'damaged' },
      { kind: 'lower', owedMinor: 2_801n },
    ] as const)
      expect(await decide(acting, verdict)).toEqual({ refusal: 'not_lower' })
    expect(await decide(acting, { kind: 'keep' }, '  ')).toEqual({ refusal: 'reason_missing' })
  })

  test('needs a word of what is wrong', async () => {
    const acting = await givenReturn(await given(), 'inspected')
    expect(await dispute(acting, ' ')).toEqual({ refusal: 'note_missing' })
    expect(await dispute(acting, 'x'.repeat(1_001))).toEqual({ refusal: 'note_too_long' })
  })
})

describe('settled', () => {
  test('nothing left: the loan closes to zero', async () => {
    const loan = await given('loan_closed')
    const acting = await givenReturn(loan, 'settled')
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    expect(await booksOfReturn(acting.returnId)).toEqual([
      { account: 'return_value', amountMinor: 4_000n },
      { account: 'loan_receivable', amountMinor: -4_000n },
    ])
    expect(await noticesOf(acting.returnId)).toContain('return_settled')
  })

  test('something left: one installment in thirty days, the older schedule kept', async () => {
    const loan = await given('settlement')
    await givenReturn(loan, 'settled', 'worn')
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2_800n })
    const [schedule] = await schedulesOf(loan)
    expect(schedule).toMatchObject({ version: 2, source: 'return', amountMinor: 2_800n })
    expect(`${schedule?.dueOn}`).toBe(dayFromNow(30))
  })

  test('the whole still owed: nothing is posted, the return is settled', async () => {
    const loan = await given('settlement')
    const { returnId } = await givenReturn(loan, 'settled', 'not_working')
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 4_000n })
    expect(await booksOfReturn(returnId)).toEqual([])
  })

  test('twice, or by two people at once, posts once', async () => {
    const loan = await given('settlement')
    const acting = await givenReturn(loan, 'agreed')
    const act = await asStaff(acting)
    const both = await Promise.all([1, 2].map(() => transaction((tx) => settleReturn(tx, act))))
    expect(both.filter((answer) => 'refusal' in answer)).toEqual([{ refusal: 'changed' }])
    expect(await settle(acting)).toEqual({ refusal: 'changed' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2_400n })
  })

  test('what was paid after the figure was agreed counts in full', async () => {
    const loan = await given('settlement')
    const acting = await givenReturn(loan, 'agreed')
    await tell(intentNews('succeeded', await open(loan)))
    await settle(acting)
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 400n })
    expect(await returnRow(acting.returnId)).toMatchObject({ owedAfterMinor: 400n })
  })

  test('credit of the borrower’s goes to a person, to be paid back', async () => {
    const loan = await given('loan_closed')
    const acting = await givenReturn(loan, 'agreed')
    await tell(intentNews('succeeded', await open(loan, { choice: 'settle' })))
    await giveCredit(loan, 700n)
    await settle(acting)
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 0n, creditMinor: 700n })
    expect(await casesOf(loan)).toContain('credit_after_return')
  })

  test('closed: the hold ends, and nothing is left to do', async () => {
    const loan = await given('loan_closed')
    const acting = await givenReturn(loan, 'settled')
    await end(acting, 'closed')
    const open_ = (await holdsOf(loan)).filter(({ endedAt }) => endedAt === null)
    expect(open_).toEqual([])
    expect(await returnRow(acting.returnId)).toMatchObject({ state: 'closed', nextActionAt: null })
    const waiting = await returnsToHandle(database(), loan.lenderId)
    expect(waiting.map(({ returnId }) => returnId)).not.toContain(acting.returnId)
  })
})

describe('once the phone has been handed back', () => {
  test('nobody asks for it to be opened: no payment, no hold, no reconciler', async () => {
    const loan = await given('settlement')
    await givenReturn(loan, 'settled')
    const before = await unlocksOf(loan)
    const asked = await open(loan, { choice: 'settle' })
    await tell(intentNews('succeeded', asked))
    await reconcile(now().add({ hours: 2 }))
    expect(await unlocksOf(loan)).toHaveLength(before.length)
    expect(await paymentRow(asked.paymentId)).toMatchObject({ state: 'paid', effect: 'none' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 0n })
  })

  test('its page says so', async () => {
    const loan = await given('settlement')
    await givenReturn(loan, 'received')
    const phone = await phoneOf(database(), loan.borrowerId, loan.deviceId)
    if (!phone) throw new Error('no phone')
    const today = Temporal.Now.plainDateISO('Asia/Colombo')
    expect(phoneStanding(phone, today).reason).toBe('returned')
    expect(phone.returnedAt).not.toBeNull()
  })
})

describe('for the work list', () => {
  test('each state that waits for a person, with what there is to do', async () => {
    const lender = await givenLender({ policy: returnPolicy('settlement') })
    for (const state of ['arranged', 'received', 'inspected', 'agreed', 'settled'] as const)
      await givenReturn(await givenLoan(lender, twoLate(1_000n)), state)
    await dispute(await givenReturn(await givenLoan(lender, twoLate(1_000n)), 'inspected'))
    const tasks = (await returnsToHandle(database(), lender.id)).map(({ task }) => task)
    expect(tasks).toEqual(['schedule', 'inspect', 'settle', 'close', 'answer'])
    expect(await returnsToHandle(database(), lenders.half.id)).not.toEqual([])
  })
})

describe('a phone that stays long with a person', () => {
  test('is held on: the hold is renewed before it ends', async () => {
    const loan = await given()
    const { returnId } = await givenReturn(loan, 'received')
    const first = (await holdsOf(loan)).find(({ endedAt }) => endedAt === null)
    await reconcile(now().add({ hours: 24 * 30 }))
    const renewed = (await holdsOf(loan)).find(({ endedAt }) => endedAt === null)
    if (!first || !renewed) throw new Error('no hold')
    expect(Temporal.Instant.compare(renewed.untilAt, first.untilAt)).toBe(1)
    expect(await returnRow(returnId)).toMatchObject({ state: 'received' })
    await inspect({ loan, returnId }, 'good')
    await agree({ loan, returnId })
  })
})

function booksOfReturn(returnId: string) {
  return database()
    .selectFrom('postings')
    .innerJoin('ledgerEntries', 'ledgerEntries.postingId', 'postings.id')
    .select(['ledgerEntries.account', 'ledgerEntries.amountMinor'])
    .where('postings.cause', '=', 'return')
    .where('postings.causeId', '=', returnId)
    .orderBy('ledgerEntries.id')
    .execute()
}

async function giveCredit(loan: GivenLoan, amountMinor: bigint): Promise<void> {
  await transaction((tx) =>
    post(tx, {
      ...{ lenderId: loan.lenderId, cause: 'test_credit', causeId: loan.loanId, paymentId: null },
      ...{ currency: loan.currency, loanId: loan.loanId },
      entries: [
        { account: 'lender_book', amountMinor },
        { account: 'borrower_credit', amountMinor: -amountMinor },
      ],
    }),
  )
}
