import { type Tx, transaction } from '#lib/db/transaction.ts'
import { endOverHolds } from '#lib/holds/end-over-holds.ts'
import { resumeProvider } from '#lib/unlocks/pause-provider.ts'
import { tellLockSide } from './tell-lock-side.ts'

const batch = 100

/** Ends the holds whose time has passed, and tells the lock side. */
export async function endHolds(now: Temporal.Instant): Promise<void> {
  let ended = batch
  while (ended === batch) ended = await transaction((tx) => endSome(tx, now))
}

async function endSome(tx: Tx, now: Temporal.Instant): Promise<number> {
  const over = await endOverHolds(tx, now, batch)
  for (const { holdId, lenderId, provider } of over) {
    // An outage that nobody called off is tried again, rather than waited for without end.
    if (provider) await resumeProvider(tx, { lenderId, provider })
    await tellLockSide(tx, 'hold.ended', holdId)
  }
  return over.length
}
