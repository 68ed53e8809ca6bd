import type { Tx } from '#lib/db/transaction.ts'
import { currentPayLink } from './current-pay-link.ts'
import { makePayLink, revokePayLink } from './pay-link.ts'
import { queuePayLink } from './queue-pay-link.ts'

type PayLinkRenewal = {
  /** Chosen by the form: one form makes one link, however often it is sent. */
  payLinkId: string
  lenderId: string
  loanId: string
  staffId: string
  reason: string
  /** The link that the person saw; undefined: they saw that there is none. */
  seenLinkId: string | undefined
  now: Temporal.Instant
}

type PayLinkRenewed = { payLinkId: string } | { refusal: 'missing' | 'changed_since' }

/** Ends the link of a loan's phone, makes another, and has the lock screen show that one from now on. */
export async function renewPayLink(tx: Tx, renewal: PayLinkRenewal): Promise<PayLinkRenewed> {
  const { payLinkId, lenderId, loanId, staffId, reason, seenLinkId, now } = renewal
  // Two who renew at once: the second waits here, and finds another link than the one seen.
  const device = await tx
    .selectFrom('devices')
    .select(['id', 'lockState'])
    .where('loanId', '=', loanId)
    .where('lenderId', '=', lenderId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!device) return { refusal: 'missing' }
  const before = await currentPayLink(tx, lenderId, loanId)
  if (before?.payLinkId === payLinkId) return { payLinkId }
  if (before?.payLinkId !== seenLinkId) return { refusal: 'changed_since' }
  const link = { lenderId, deviceId: device.id, actor: `staff:${staffId}`, reason }
  await revokePayLink(tx, { ...link, now })
  await makePayLink(tx, { ...link, payLinkId })
  // A phone that was released has no lock screen any more.
  if (device.lockState !== 'released') await queuePayLink(tx, payLinkId, now)
  return { payLinkId }
}
