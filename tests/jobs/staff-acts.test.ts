import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { approvalOf } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { takeCash } from '#lib/jobs/cash-by-staff.ts'
import { decideAsked } from '#lib/jobs/decide-asked.ts'
import { refundByStaff } from '#lib/jobs/refund-by-staff.ts'
import { releaseByStaff } from '#lib/jobs/release-by-staff.ts'
import { resendByStaff, resendGroup } from '#lib/jobs/resend-unlocks.ts'
import { unlockByStaff } from '#lib/jobs/unlock-by-staff.ts'
import { capturedMoney } from '#lib/payments/captured-money.ts'
import { unlockBoard, unlocksInGroup } from '#lib/unlocks/board.ts'
import {
  booksOf,
  casesOf,
  loanRow,
  open,
  paymentRow,
  twoLate,
} from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { expectBooksToHold } from '#tests/support/invariants.ts'
import { type GivenLoan, givenLender } from '#tests/support/lender.ts'
import { startMailServer } from '#tests/support/mail-server.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import {
  drain,
  type GivenPhone,
  newestUnlock,
  noticesOf,
  passTime,
  startWorld,
  untilUnlock,
} from '#tests/support/world.ts'

await freshDatabase()
const mailbox = await startMailServer()
afterAll(mailbox.stop)
const { mdm, connect, givenPhone } = await startWorld()
const lender = await givenLender()
await connect(lender, 400)
const agent = await givenStaff(lender, 'agent')
const approver = await givenStaff(lender, 'approver')
const lenderId = lender.id

beforeEach(async () => {
  await mdm.sandbox.turn('mdm.api', 'normal')
  await mdm.sandbox.turn('mdm.callbacks', 'normal')
})
afterEach(() => expectBooksToHold(database()))

const aPhone = (values: { online?: boolean; lockState?: 'unlocked' } = {}) =>
  givenPhone(lender, twoLate(), values)

async function paid(loan: GivenLoan) {
  const asked = await open(loan)
  await tell(intentNews('succeeded', asked))
  return asked.paymentId
}

async function cash(loan: GivenLoan, amountMinor: bigint) {
  const now = Temporal.Now.instant()
  const paymentId = randomUUID()
  const { outstandingMinor: seenOutstandingMinor } = await loanRow(loan)
  await transaction((tx) =>
    takeCash(tx, {
      ...{ lenderId, loanId: loan.loanId, paymentId, amountMinor, seenOutstandingMinor },
      ...{ method: 'cash', officeReceipt: paymentId, locale: 'en', actor: `staff:${agent.id}` },
      ...{ takenOn: now.toZonedDateTimeISO('Asia/Colombo').toPlainDate(), now },
    }),
  )
  return paymentId
}

function decide(approvalId: string, decision: 'approved' | 'refused' = 'approved') {
  const word = { approvalId, staffId: approver.id, decision, note: 'Seen' }
  return transaction((tx) => decideAsked(tx, { ...word, now: Temporal.Now.instant() }))
}

describe('cash', () => {
  test('opens the phone and sends the receipt, as any payment does', async () => {
    const loan = await aPhone()
    const paymentId = await cash(loan, 1_845_000n)
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(loan.phone().locked).toBe(false)
    expect(await noticesOf(paymentId)).toEqual(['receipt'])
    expect(await newestUnlock(loan)).toMatchObject({ cause: 'payment', causeId: paymentId })
  })

  test('that is not enough leaves the lock as it is', async () => {
    const loan = await aPhone()
    await cash(loan, 100n)
    await drain()
    expect(loan.phone().locked).toBe(true)
  })
})

describe('a refund that two people agree on', () => {
  async function asked(amountMinor: bigint) {
    const loan = await aPhone()
    const paymentId = await paid(loan)
    const [money] = await capturedMoney(database(), paymentId)
    const refund = await transaction((tx) =>
      refundByStaff(tx, {
        ...{ lenderId, paymentId, paymentIntentId: money?.paymentIntentId ?? '', amountMinor },
        ...{ seenRefundableMinor: money?.refundableMinor ?? 0n, currency: 'LKR' },
        ...{ note: 'Paid for another', staffId: agent.id, token: randomUUID() },
        now: Temporal.Now.instant(),
      }),
    )
    if (!('approvalId' in refund)) throw new Error('nobody was asked')
    return { loan, paymentId, approvalId: refund.approvalId }
  }

  function refundsOf(paymentId: string) {
    return database()
      .selectFrom('refunds')
      .select(['amountMinor', 'requestedBy', 'note', 'reason'])
      .where('paymentId', '=', paymentId)
      .execute()
  }

  test('is asked of Stripe only then', async () => {
    const { paymentId, approvalId } = await asked(345_000n)
    expect(await refundsOf(paymentId)).toEqual([])
    expect(await decide(approvalId)).toEqual({ outcome: 'done' })
    expect(await refundsOf(paymentId)).toEqual([
      {
        ...{ amountMinor: 345_000n, requestedBy: `staff:${agent.id}`, note: 'Paid for another' },
        reason: `approved:${approvalId}`,
      },
    ])
  })

  test('refused, it changes nothing', async () => {
    const { paymentId, approvalId } = await asked(345_000n)
    expect(await decide(approvalId, 'refused')).toEqual({ outcome: 'refused' })
    expect(await refundsOf(paymentId)).toEqual([])
  })

  test('is not done when the money is not as it was seen, and says so', async () => {
    const { paymentId, approvalId } = await asked(345_000n)
    await database()
      .insertInto('refunds')
      .values({ lenderId, paymentId, amountMinor: 5n, reason: 'other', requestedBy: 'stripe' })
      .execute()
    expect(await decide(approvalId)).toEqual({ outcome: 'stale' })
    expect(await approvalOf(database(), lenderId, approvalId)).toMatchObject({ state: 'stale' })
    expect(await refundsOf(paymentId)).toHaveLength(1)
  })
})

describe('the lock removed for good', () => {
  function release(loan: GivenLoan, seenOutstandingMinor: bigint, writesOff = false) {
    return transaction((tx) =>
      releaseByStaff(tx, {
        ...{ lenderId, loanId: loan.loanId, seenOutstandingMinor, writesOff },
        ...{ reason: 'Agreed', staffId: agent.id, token: randomUUID() },
        now: Temporal.Now.instant(),
      }),
    )
  }

  async function agreed(loan: GivenPhone, writesOff: boolean) {
    const { outstandingMinor } = await loanRow(loan)
    const asked = await release(loan, outstandingMinor, writesOff)
    if (!('approvalId' in asked)) throw new Error('nobody was asked')
    expect(loan.phone().locked).toBe(true)
    expect(await decide(asked.approvalId)).toEqual({ outcome: 'done' })
    await drain()
    await untilUnlock(loan, 'confirmed')
  }

  test('by two people, the books as they are', async () => {
    const loan = await aPhone()
    await agreed(loan, false)
    expect(await newestUnlock(loan)).toMatchObject({ intent: 'release', cause: 'staff' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n })
  })

  test('by two people, what is owed let go', async () => {
    const loan = await aPhone()
    await agreed(loan, true)
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
  })

  test('by one, when nothing is owed', async () => {
    const loan = await aPhone()
    await database().deleteFrom('unlocks').where('loanId', '=', loan.loanId).execute()
    await cash(loan, 3_690_000n)
    await drain()
    await untilUnlock(loan, 'confirmed')
    const { lockState } = await database()
      .selectFrom('devices')
      .select('lockState')
      .where('id', '=', loan.deviceId)
      .executeTakeFirstOrThrow()
    expect(lockState).toBe('released')
    expect(await release(loan, 0n)).toEqual({ refusal: 'already_released' })
  })

  test('not when more is owed than was seen', async () => {
    expect(await release(await aPhone(), 5n)).toEqual({ refusal: 'changed_since' })
  })
})

describe('a phone opened for some days', () => {
  function openFor(loan: GivenLoan, days: number, token: string = randomUUID()) {
    return transaction((tx) =>
      unlockByStaff(tx, {
        ...{ lenderId, loanId: loan.loanId, days, reason: 'At the hospital', token },
        ...{ staffId: agent.id, now: Temporal.Now.instant() },
      }),
    )
  }

  test('opens until the lender’s hour of that day; the books stay', async () => {
    const loan = await aPhone()
    const [asked, again] = [
      await openFor(loan, 3, loan.deviceId),
      await openFor(loan, 3, loan.deviceId),
    ]
    expect(again).toEqual(asked)
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(loan.phone().locked).toBe(false)
    expect(await newestUnlock(loan)).toMatchObject({ intent: 'until', cause: 'staff' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n })
    expect(await openFor(loan, 1)).toMatchObject({ refusal: 'open_as_long' })
  })

  test('for no longer than the lender lets one person', async () => {
    expect(await openFor(await aPhone(), 8)).toEqual({ refusal: 'too_long', mostDays: 7 })
  })
})

describe('the board of unlocks', () => {
  const wish = () => ({ lenderId, staffId: agent.id, now: Temporal.Now.instant() })

  test('groups what one thing holds up; sent again, each phone opens once', async () => {
    await mdm.sandbox.turn('mdm.api', 'down')
    const phones = [await aPhone(), await aPhone(), await aPhone()]
    for (const loan of phones) await paid(loan)
    await drain()
    const group = (await unlockBoard(database(), lenderId)).find(
      ({ errorClass }) => errorClass === 'provider_down',
    )
    if (!group) throw new Error('there is no group')
    expect(group).toMatchObject({ provider: 'http', stage: 'sending', count: 3, lateCount: 0 })
    expect(await unlocksInGroup(database(), lenderId, group)).toHaveLength(3)
    await mdm.sandbox.turn('mdm.api', 'normal')
    expect(
      await Promise.all([resendGroup({ ...wish(), group }), resendGroup({ ...wish(), group })]),
    ).toContain(3)
    await drain()
    for (const loan of phones) {
      await untilUnlock(loan, 'confirmed')
      expect(loan.phone().heardCommands).toHaveLength(1)
    }
    const after = await unlockBoard(database(), lenderId)
    expect(after.some(({ errorClass }) => errorClass === 'provider_down')).toBe(false)
  })

  test('a refused one is replaced by a fresh one, and its payment follows', async () => {
    await mdm.sandbox.turn('mdm.api', 'refusing')
    const loan = await aPhone()
    const paymentId = await paid(loan)
    await drain()
    const refused = await newestUnlock(loan)
    expect(refused).toMatchObject({ state: 'rejected' })
    await mdm.sandbox.turn('mdm.api', 'normal')
    const asked = { unlockId: refused.id, ...wish() }
    const [first, second] = await Promise.all([
      transaction((tx) => resendByStaff(tx, asked)),
      transaction((tx) => resendByStaff(tx, asked)),
    ])
    expect([first.outcome, second.outcome].toSorted()).toEqual(['over', 'sent_again'])
    await drain()
    await untilUnlock(loan, 'confirmed')
    const fresh = await newestUnlock(loan)
    expect(fresh.id).not.toBe(refused.id)
    expect(await paymentRow(paymentId)).toMatchObject({ unlockId: fresh.id })
    expect(loan.phone().heardCommands).toHaveLength(1)
    expect(await casesOf(loan)).toEqual(['unlock_refused'])
  })

  test('one that the lock service took but the phone did not hear is looked at before it is sent again', async () => {
    await mdm.sandbox.turn('mdm.api', 'lying')
    const loan = await aPhone()
    await paid(loan)
    await drain()
    const unlock = await newestUnlock(loan)
    expect(unlock).toMatchObject({ state: 'accepted' })
    await mdm.sandbox.turn('mdm.api', 'normal')
    const resent = await transaction((tx) => resendByStaff(tx, { unlockId: unlock.id, ...wish() }))
    expect(resent).toEqual({ outcome: 'sent_again', unlockId: unlock.id })
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(await newestUnlock(loan)).toMatchObject({ id: unlock.id, attempts: 2 })
  })

  test('an open phone gets no second command', async () => {
    await mdm.sandbox.turn('mdm.callbacks', 'lost')
    const loan = await aPhone()
    await paid(loan)
    await drain()
    await vi.waitFor(() => expect(loan.phone().locked).toBe(false))
    const { id: unlockId } = await newestUnlock(loan)
    await transaction((tx) => resendByStaff(tx, { unlockId, ...wish() }))
    await passTime()
    expect(await newestUnlock(loan)).toMatchObject({ state: 'confirmed' })
    expect(loan.phone().heardCommands).toHaveLength(1)
    expect(await transaction((tx) => resendByStaff(tx, { unlockId, ...wish() }))).toEqual({
      outcome: 'over',
    })
  })

  test('another lender’s unlock is not there, and not on the board', async () => {
    const loan = await aPhone({ online: false })
    await paid(loan)
    await drain()
    const other = await givenLender()
    const { id: unlockId } = await newestUnlock(loan)
    const asked = { ...wish(), unlockId, lenderId: other.id }
    expect(await transaction((tx) => resendByStaff(tx, asked))).toEqual({ outcome: 'missing' })
    expect(await unlockBoard(database(), other.id)).toEqual([])
  })
})

test('the books of a payment say what staff did', async () => {
  const loan = await aPhone()
  const paymentId = await cash(loan, 1_845_000n)
  expect(await booksOf(paymentId)).toEqual({ cash: 1_845_000n, loan_receivable: -1_845_000n })
})
