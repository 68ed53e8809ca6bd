import type { Database } from '#lib/db/client.ts'
import { openingForHolder } from '#lib/domain/lock/opening.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { formatUntil } from '#lib/i18n/format.ts'
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
  const { brand, model, intent, relockAt, deviceId } = unlock
  const { credited, ...goodwill } = await goodwillFacts(db, unlockId, locale)
  const paymentId = unlock.paymentId ?? credited?.id
  const byHand = isOpenedByHand(unlock.provider)
  const now = Temporal.Now.instant()
  const opening = openingForHolder({ ...unlock, isOpenedByHand: byHand }, now)
  return {
    // A payment has one reference, whatever came of it.
    reference: unlock.paymentReference ?? credited?.reference ?? unlock.reference,
    phone: `${brand} ${model}`,
    intent,
    byHand: byHand ? 'yes' : 'no',
    opening,
    ...goodwill,
    until: relockAt ? formatUntil(relockAt, { locale, timeZone, now }) : '',
    path: paymentId ? `/payments/${paymentId}` : `/phones/${deviceId}`,
  }
}
