import type { Database } from '#lib/db/client.ts'
import { openingForHolder } from '#lib/domain/lock/opening.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { formatUntil } from '#lib/i18n/format.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { loanLeftOpenUntil } from '#lib/lock-rules/left-open.ts'
import { isServiceDown } from '#lib/lock-rules/service-down.ts'
import { goodwillFacts } from './goodwill-facts.ts'
import type { Facts } from './notice-facts.ts'

/** The unlock of a phone, with the payment that it is for. */
export async function unlockFacts(
  db: Database,
  unlockId: string,
  locale: string,
  timeZone: string,
): Promise<Facts & { path: string }> {
  const unlock = await db
    .selectFrom('unlocks')
    .innerJoin('devices', 'devices.id', 'unlocks.deviceId')
    .leftJoin('payments', 'payments.unlockId', 'unlocks.id')
    .select([
      'unlocks.reference',
      'unlocks.deviceId',
      'unlocks.loanId',
      'unlocks.relockAt',
      'unlocks.intent',
      'devices.brand',
      'devices.model',
      'devices.provider',
      'devices.lockState',
      'devices.otherLocks',
      'devices.lastSeenAt',
      'devices.handedBackAt',
      'payments.id as paymentId',
      'payments.reference as paymentReference',
    ])
    .select(isServiceDown.as('isServiceDown'))
    .where('unlocks.id', '=', unlockId)
    .orderBy('payments.createdAt', 'desc')
    .executeTakeFirstOrThrow()
  const { brand, model, intent, relockAt, deviceId, loanId } = unlock
  const { credited, ...goodwill } = await goodwillFacts(db, unlockId, locale)
  const paymentId = unlock.paymentId ?? credited?.id
  const byHand = isOpenedByHand(unlock.provider)
  const now = Temporal.Now.instant()
  const reader = { locale, timeZone, now }
  const opening = openingForHolder({ ...unlock, isOpenedByHand: byHand }, now)
  return {
    // A payment has one reference, whatever came of it.
    reference: unlock.paymentReference ?? credited?.reference ?? unlock.reference,
    phone: `${brand} ${model}`,
    intent,
    byHand: byHand ? 'yes' : 'no',
    opening,
    ...goodwill,
    until: relockAt ? formatUntil(await openUntil(db, { loanId, relockAt, now }), reader) : '',
    path: paymentId ? `/payments/${paymentId}` : `/phones/${deviceId}`,
  }
}

// By all that keeps the phone open, as its pages tell it; what was asked for may be more or less than that by now.
async function openUntil(
  db: Database,
  { loanId, relockAt, now }: { loanId: string; relockAt: Temporal.Instant; now: Temporal.Instant },
): Promise<Temporal.Instant> {
  const end = await loanLeftOpenUntil(db, await readLoan(db, loanId), now)
  return end instanceof Temporal.Instant ? end : relockAt
}
