import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { OpenedByHand } from '#lib/unlocks/seen-open.ts'
import { openedByHand } from '#lib/workflows/unlocks/opened-by-hand.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { drain, newestUnlock } from '#tests/support/world.ts'
import { givenStaffActs } from '#tests/workflows/refunds/given-staff-act.ts'
import { paid } from './given-delivery.ts'

/** Phones that a person opens by hand, and what staff say of them. Call once, at the top. */
export async function givenByHand() {
  const staffActs = await givenStaffActs()
  const { lender, lenderId, agent, givenPhone } = staffActs

  async function aPaidPhone(provider = 'manual') {
    const loan = await givenPhone(lender, twoLate(), { provider })
    await paid(loan)
    await drain()
    return loan
  }

  async function say(loan: GivenLoan, values: Partial<OpenedByHand> = {}) {
    const { id: unlockId } = await newestUnlock(loan)
    const now = Temporal.Now.instant()
    const word: OpenedByHand = {
      unlockId,
      lenderId,
      staffId: agent.id,
      note: 'Opened in the console',
      now,
      knownBy: 'console',
      opening: 'as_asked',
      seenAt: now,
      ...values,
    }
    return transaction((tx) => openedByHand(tx, word))
  }

  async function openCasesOf({ loanId }: GivenLoan): Promise<string[]> {
    const rows = await database()
      .selectFrom('cases')
      .select('kind')
      .where('loanId', '=', loanId)
      .where('closedAt', 'is', null)
      .orderBy('kind')
      .execute()
    return rows.map(({ kind }) => kind)
  }

  function evidenceOf({ deviceId }: GivenLoan) {
    return database()
      .selectFrom('deviceEvidence')
      .select(['source', 'actual', 'saidBy', 'rawStatus', 'relockAt'])
      .where('deviceId', '=', deviceId)
      .execute()
  }

  function deviceOf({ deviceId }: GivenLoan) {
    return database()
      .selectFrom('devices')
      .select(['lockState', 'relockAt', 'lastSeenAt'])
      .where('id', '=', deviceId)
      .executeTakeFirstOrThrow()
  }

  return { ...staffActs, aPaidPhone, say, openCasesOf, evidenceOf, deviceOf }
}
