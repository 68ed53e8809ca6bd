import { takeCase } from '#lib/cases/change-case.ts'
import type { CaseKind } from '#lib/cases/open-case.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { ReturnState } from '#lib/domain/return/return.ts'
import { askSecond } from '#lib/workflows/approvals/ask-second.ts'
import type { Borrower } from '#tests/e2e/support/borrower.ts'
import { givenBuyersCase } from '#tests/e2e/support/desk-acts.ts'
import { givenCase } from '#tests/e2e/support/desk-case.ts'
import { givenDemoStaff } from '#tests/e2e/support/staff.ts'
import { ask as askForPlan, forAPerson } from '#tests/plans/given-plan.ts'
import { dispute, givenReturn, photographed } from '#tests/returns/given-return.ts'
import { type By, type Doing, type Doings, inDays, versionOf } from './doing.ts'

/** Every act of a return, a case, a plan and an approval, as staff do it. */
export const recordDoings: Doings = {
  'confirmHandOver of returns/[returnId]': ({ owner }) =>
    onReturn(owner, 'arranged', { leads: 'confirmed', did: 'return.confirmed' }),
  'moveHandOver of returns/[returnId]': ({ owner }) =>
    onReturn(owner, 'arranged', {
      leads: 'moved',
      did: 'return.moved',
      fields: {
        way: 'courier',
        on: inDays(3),
        slot: 'morning',
        address: '12 York Street, Colombo 1',
        reason: 'The shop is closed that day.',
      },
    }),
  'receivePhone of returns/[returnId]': ({ owner }) =>
    onReturn(owner, 'arranged', {
      leads: 'received',
      did: 'return.received',
      fields: { imei: owner.imei },
    }),
  'inspectIt of returns/[returnId]': ({ owner }) =>
    onReturn(owner, 'received', {
      leads: 'inspected',
      did: 'return.inspected',
      fields: { condition: 'worn', note: 'Some scratches.', damage: '' },
    }),
  'decideIt of returns/[returnId]': async ({ owner }) => {
    const acting = await givenReturn(owner, 'inspected')
    await dispute(acting)
    return ofReturn(acting.returnId, {
      leads: 'decided',
      did: 'return.agreed',
      fields: { verdict: 'keep', reason: 'The photos show it.' },
    })
  },
  'bookIt of returns/[returnId]': async ({ owner }) => {
    const acting = await givenReturn(owner, 'agreed')
    await photographed(acting)
    return ofReturn(acting.returnId, { leads: 'settled', did: 'return.settled' })
  },
  'closeIt of returns/[returnId]': ({ owner }) =>
    onReturn(owner, 'settled', { leads: 'closed', did: 'return.closed' }),
  'take of cases/[caseId]': (by) => onCase(by, 'notice_failed', { did: 'case.taken' }),
  'handBack of cases/[caseId]': async (by) => {
    const doing = await onCase(by, 'notice_failed', { did: 'case.handed_back' })
    const { caseId = '' } = doing.ids ?? {}
    const act = { lenderId: by.owner.lenderId, caseId, staffId: by.staffId, from: undefined }
    const seenVersion = Number(doing.fields?.version)
    await transaction((tx) => takeCase(tx, { ...act, seenVersion, now: Temporal.Now.instant() }))
    return { ...doing, fields: { ...doing.fields, ...(await versionOf('cases', caseId)) } }
  },
  'close of cases/[caseId]': (by) =>
    onCase(by, 'notice_failed', { did: 'case.closed', fields: { note: 'It is settled.' } }),
  'answer of cases/[caseId]': (by) =>
    onCase(by, 'borrower_dispute', {
      did: 'case.closed',
      fields: { outcome: 'not_upheld', answer: 'It is as we said.' },
    }),
  'answerToBuyer of cases/[caseId]': async ({ owner }) => {
    const caseId = await givenBuyersCase(owner)
    return {
      ids: { caseId },
      fields: {
        ...(await versionOf('cases', caseId)),
        outcome: 'fair_sale',
        answer: 'It is paid off.',
      },
      leads: `/desk/cases/${caseId}`,
      did: 'case.closed',
    }
  },
  'offerAsAsked of plans/[planId]': ({ owner }) => onPlan(owner, { did: 'plan.offered' }),
  'offerOther of plans/[planId]': ({ owner }) =>
    onPlan(owner, { did: 'plan.offered', fields: { extra: '3', pause: '', part: '' } }),
  'refuse of plans/[planId]': ({ owner }) =>
    onPlan(owner, { did: 'plan.refused', fields: { reason: 'It would cost too much.' } }),
  'decide of approvals/[approvalId]': async ({ owner }) => {
    const { id } = await givenDemoStaff()
    const approvalId = await givenAsked({ owner, staffId: id })
    return {
      ids: { approvalId },
      fields: { decision: 'approved' },
      leads: `/desk/approvals/${approvalId}`,
      did: 'approval.approved',
    }
  },
  'withdraw of approvals/[approvalId]': async (by) => {
    const approvalId = await givenAsked(by)
    return {
      ids: { approvalId },
      leads: `/desk/approvals/${approvalId}`,
      did: 'approval.withdrawn',
    }
  },
}

type Part = Pick<Doing, 'fields' | 'did'>
type Until = Extract<ReturnState, 'arranged' | 'received' | 'inspected' | 'agreed' | 'settled'>

async function onReturn(owner: Borrower, until: Until, part: Part & { leads: string }) {
  return ofReturn((await givenReturn(owner, until)).returnId, part)
}

async function ofReturn(
  returnId: string,
  { leads, fields, did }: Part & { leads: string },
): Promise<Doing> {
  return {
    ids: { returnId },
    fields: { ...(await versionOf('returns', returnId)), ...fields },
    leads: `/desk/returns/${returnId}?done=${leads}`,
    did,
  }
}

async function onCase({ owner }: By, kind: CaseKind, { fields, did }: Part): Promise<Doing> {
  const { id: caseId } = await givenCase(owner, kind)
  return {
    ids: { caseId },
    fields: { ...(await versionOf('cases', caseId)), ...fields },
    leads: `/desk/cases/${caseId}`,
    did,
  }
}

async function onPlan(owner: Borrower, { fields, did }: Part): Promise<Doing> {
  const { planId } = await askForPlan(owner, forAPerson)
  return {
    ids: { planId },
    fields: { ...(await versionOf('plans', planId)), ...fields },
    leads: `/desk/plans/${planId}`,
    did,
  }
}

/** That the lock is to be removed for good, which waits for a second person. */
async function givenAsked({ owner: { lenderId, loanId }, staffId }: By): Promise<string> {
  const seen = { seenOutstandingMinor: '1800000', writeOff: false, currency: 'LKR' }
  const { approvalId } = await transaction((tx) =>
    askSecond(
      tx,
      { act: 'release', loanId, ...seen },
      { note: 'Lost in a flood', staffId, lenderId, now: Temporal.Now.instant() },
    ),
  )
  return approvalId
}
