import { randomUUID } from 'node:crypto'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { recordEvidence } from '#lib/unlocks/record-evidence.ts'
import { unlocksOf } from '#tests/payments/given-payment.ts'
import { holdsOf } from '#tests/returns/given-return.ts'
import type { GivenLoan } from '#tests/support/lender.ts'

/** The lock service has done what it was asked, and the phone says so. */
export async function opened(loan: GivenLoan, now: Temporal.Instant) {
  const unlock = (await unlocksOf(loan)).at(-1)
  await database()
    .updateTable('unlocks')
    .set({ state: 'accepted', dispatchedAt: now, acceptedAt: now })
    .where('id', '=', unlock?.id ?? '')
    .execute()
  const { deviceId, lenderId } = loan
  const observedAt = now.add({ seconds: 1 })
  const said = { actual: 'unlocked', otherLocks: [], observedAt, rawStatus: 'test' } as const
  const snapshot = {
    ...said,
    otherLocks: [],
    ...(unlock?.relockAt && { relockAt: unlock.relockAt }),
  }
  await transaction((tx) =>
    recordEvidence(tx, {
      deviceId,
      lenderId,
      source: 'webhook',
      dedupeKey: randomUUID(),
      snapshot,
      now: observedAt,
    }),
  )
  return unlock
}

/** The hold for the days of warning, when there is one. */
export async function warningOn(loan: GivenLoan) {
  return (await holdsOf(loan)).find(({ reason }) => reason === 'warning')
}
