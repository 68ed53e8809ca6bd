import { inspect } from 'node:util'
import { expect } from '@playwright/test'
import { askApproval } from '#lib/approvals/ask-approval.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { openPayment } from '#lib/payments/open-payment.ts'
import { addPhoto } from '#lib/returns/add-photo.ts'
import { readPicture } from '#lib/returns/picture.ts'
import { createUnlock } from '#lib/unlocks/create-unlock.ts'
import { ask as askForPlan, forAPerson } from '#tests/plans/given-plan.ts'
import { givenReturn } from '#tests/returns/given-return.ts'
import { photoFromCamera } from '#tests/support/pictures.ts'
import { type Borrower, givenBorrower } from './borrower.ts'
import { givenCase } from './desk-case.ts'
import { givenDemoStaff } from './staff.ts'

/** One of every record that the desk has a page for, by its name in an address; most are about one borrower. */
export async function givenDeskRecords() {
  const owner = await withOwnName(await givenBorrower())
  const { planId } = await askForPlan(await givenBorrower(), forAPerson)
  const ids = {
    loanId: owner.loanId,
    caseId: (await givenCase(owner)).id,
    planId,
    paymentId: await givenPayment(owner),
    unlockId: await givenUnlock(),
    returnId: (await givenReturn(owner, 'arranged')).returnId,
    approvalId: await givenApproval(owner),
    staffId: (await givenDemoStaff()).id,
  }
  return { owner, ids }
}

// Others of the demo are called alike, and stand on pages of their own lenders.
async function withOwnName(borrower: Borrower): Promise<Borrower> {
  const name = `Nimali ${borrower.loanNumber}`
  await database()
    .updateTable('borrowers')
    .set({ name })
    .where('id', '=', borrower.borrowerId)
    .execute()
  return { ...borrower, name }
}

/** A phone that waits for a person to open it. */
export async function givenUnlock(): Promise<string> {
  const { deviceId } = await givenBorrower({ provider: 'manual' })
  const now = Temporal.Now.instant()
  const { unlockId } = await transaction((tx) =>
    createUnlock(tx, {
      deviceId,
      intent: { kind: 'indefinite' },
      cause: 'staff',
      causeId: deviceId,
      actor: 'keyturn',
      deadlineAt: now,
      now,
    }),
  )
  // While a worker has it in hand, nobody can say anything about it.
  const stateOf = () =>
    database().selectFrom('unlocks').select('state').where('id', '=', unlockId).executeTakeFirst()
  await expect.poll(async () => (await stateOf())?.state).toBe('rejected')
  return unlockId
}

/** The address at the desk of a photo of a phone that came back. */
export async function givenPhoto(): Promise<string> {
  const owner = await givenBorrower()
  const { returnId } = await givenReturn(owner, 'inspected')
  const picture = await readPicture('a return', photoFromCamera)
  if ('refusal' in picture) throw new Error(picture.refusal)
  const [{ lenderId }, now] = [owner, Temporal.Now.instant()]
  const added = await transaction((tx) =>
    addPhoto(tx, { owner: { lenderId }, returnId, picture, actor: 'staff:someone', now }),
  )
  if ('refusal' in added) throw new Error(added.refusal)
  return `/desk/returns/${returnId}/photos/${added.photoId}`
}

async function givenPayment({ loanId }: Borrower): Promise<string> {
  const opened = await transaction((tx) =>
    openPayment(tx, {
      loanId,
      actor: 'keyturn',
      payLinkId: null,
      choice: 'arrears',
      locale: 'en',
      amountMinor: undefined,
      seenOutstandingMinor: 1_800_000n,
      confirmAnother: false,
      receiptEmail: null,
      now: Temporal.Now.instant(),
    }),
  )
  if (!('paymentId' in opened)) throw new Error(inspect(opened))
  return opened.paymentId
}

/** That the lock is to be removed for good, which waits for a second person. */
async function givenApproval({ lenderId, loanId: subjectId }: Borrower): Promise<string> {
  const { id: staffId } = await givenDemoStaff()
  const asked = await transaction((tx) =>
    askApproval(tx, {
      kind: 'release',
      subjectId,
      reason: 'Lost in a flood',
      staffId,
      lenderId,
      detail: {
        act: 'release',
        loanId: subjectId,
        currency: 'LKR',
        writeOff: false,
        seenOutstandingMinor: '1800000',
      },
      now: Temporal.Now.instant(),
    }),
  )
  return asked.approvalId
}
