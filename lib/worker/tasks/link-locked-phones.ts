import { type Database, database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { makePayLink } from '#lib/payments/links/pay-link.ts'
import { queuePayLink } from '#lib/payments/links/queue-pay-link.ts'
import { standingPayLink } from '#lib/payments/links/standing-pay-link.ts'

// In a minute. They are shown as fast as their lock service answers, behind every unlock.
const batch = 1_200

/** Gives every locked phone that has none the link under which anybody can pay for it, and has its lock screen show it. */
export default async function linkLockedPhones(): Promise<void> {
  for (const { deviceId, lenderId, loanId, provider } of await lockedWithoutLink(database())) {
    if (isOpenedByHand(provider)) continue
    await transaction(async (tx) => {
      await makePayLink(tx, { lenderId, deviceId, actor: 'keyturn' })
      const link = await standingPayLink(tx, lenderId, loanId)
      if (link) await queuePayLink(tx, link.payLinkId, Temporal.Now.instant())
    })
  }
}

// Only where a lock service is connected and at work: the others are asked for nothing that they cannot do.
function lockedWithoutLink(db: Database) {
  return db
    .selectFrom('devices')
    .innerJoin('mdmConnections', (join) =>
      join
        .onRef('mdmConnections.lenderId', '=', 'devices.lenderId')
        .onRef('mdmConnections.provider', '=', 'devices.provider'),
    )
    .select(['devices.id as deviceId', 'devices.lenderId', 'devices.loanId', 'devices.provider'])
    .where('devices.lockState', '=', 'locked')
    .where('devices.handedBackAt', 'is', null)
    .where('mdmConnections.secretSealed', 'is not', null)
    .where('mdmConnections.pausedAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('payLinks')
            .select('payLinks.id')
            .whereRef('payLinks.deviceId', '=', 'devices.id')
            .where('payLinks.revokedAt', 'is', null),
        ),
      ),
    )
    .limit(batch)
    .execute()
}
