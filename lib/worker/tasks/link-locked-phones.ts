import { type Database, database } from '#lib/db/client.ts'
import { addJob } from '#lib/db/jobs.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isOpenedByHand, providers } from '#lib/gateways/mdm/registry.ts'
import { currentPayLink } from '#lib/payments/links/current-pay-link.ts'
import { makePayLink } from '#lib/payments/links/pay-link.ts'
import { queuePayLink } from '#lib/payments/links/queue-pay-link.ts'

const batch = 200
// Then the slot goes to whoever waits for it, or the worker ends; the rest waits in line again.
const longestMs = 10_000
const name = 'link-locked-phones'
const served = providers.filter((provider) => !isOpenedByHand(provider))

/** Gives every locked phone that has none the link under which anybody can pay for it, and has its lock screen show it. */
export default async function linkLockedPhones(_: object = {}, forMs = longestMs): Promise<void> {
  const endsAt = Date.now() + forMs
  const phones = await lockedWithoutLink(database())
  for (const phone of phones) {
    await link(phone)
    if (Date.now() >= endsAt) break
  }
  if (phones.length > 0) await addJob(database(), name, {}, { key: name, queue: name })
}

async function link({ deviceId, lenderId, loanId }: LockedPhone): Promise<void> {
  await transaction(async (tx) => {
    await makePayLink(tx, { lenderId, deviceId, actor: 'keyturn' })
    const made = await currentPayLink(tx, lenderId, loanId)
    if (made) await queuePayLink(tx, made.payLinkId, Temporal.Now.instant())
  })
}

type LockedPhone = Awaited<ReturnType<typeof lockedWithoutLink>>[number]

// Only where a lock service is connected and at work: the others are asked for nothing that they cannot do.
function lockedWithoutLink(db: Database) {
  return db
    .selectFrom('devices')
    .innerJoin('mdmConnections', (join) =>
      join
        .onRef('mdmConnections.lenderId', '=', 'devices.lenderId')
        .onRef('mdmConnections.provider', '=', 'devices.provider'),
    )
    .select(['devices.id as deviceId', 'devices.lenderId', 'devices.loanId'])
    .where('devices.lockState', '=', 'locked')
    .where('devices.handedBackAt', 'is', null)
    .where('devices.provider', 'in', served)
    .where('mdmConnections.secretEncrypted', 'is not', null)
    .where('mdmConnections.pausedAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('payLinks')
            .select('payLinks.id')
            .whereRef('payLinks.deviceId', '=', 'devices.id')
            .where('payLinks.purpose', '=', 'lock_screen')
            .where('payLinks.revokedAt', 'is', null),
        ),
      ),
    )
    .limit(batch)
    .execute()
}
