import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { retryAfter } from '#lib/domain/retry.ts'
import { currentPayLink } from './current-pay-link.ts'
import { queuePayLink } from './queue-pay-link.ts'

export type ClaimedPayLink = NonNullable<Awaited<ReturnType<typeof claimPayLink>>>

const leaseSeconds = 60
const tries = 60

/** Takes a link to show it on its phone's lock screen; one worker gets it, for a minute. One that was revoked is nobody's. */
export async function claimPayLink(tx: Tx, payLinkId: string, now: Temporal.Instant) {
  const claimed = await tx
    .updateTable('payLinks')
    .set((eb) => ({
      showAttempts: eb('showAttempts', '+', 1),
      showNextAt: now.add({ seconds: leaseSeconds }),
    }))
    .where('id', '=', payLinkId)
    .where('revokedAt', 'is', null)
    .where('showNextAt', '<=', now)
    .returning('id')
    .executeTakeFirst()
  if (!claimed) return undefined
  return tx
    .selectFrom('payLinks')
    .innerJoin('devices', 'devices.id', 'payLinks.deviceId')
    .innerJoin('borrowers', 'borrowers.id', 'devices.borrowerId')
    .innerJoin('lenders', 'lenders.id', 'payLinks.lenderId')
    .select(['payLinks.id as payLinkId', 'payLinks.code', 'payLinks.showAttempts'])
    .select([
      'payLinks.lenderId',
      'devices.loanId',
      'devices.provider',
      'devices.providerDeviceId',
      'devices.imei',
    ])
    .select(['borrowers.locale', 'lenders.host'])
    .select(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('payLinks as before')
            .select('before.id')
            .whereRef('before.deviceId', '=', 'payLinks.deviceId')
            .where('before.purpose', '=', 'lock_screen')
            .whereRef('before.createdAt', '<', 'payLinks.createdAt'),
        ),
      ).as('isFirst'),
    )
    .where('payLinks.id', '=', payLinkId)
    .executeTakeFirstOrThrow()
}

/** The lock service has taken the link. False when the link ended meanwhile. */
export async function noteLinkShown(
  tx: Tx,
  { payLinkId, lenderId, loanId }: ClaimedPayLink,
  now: Temporal.Instant,
): Promise<boolean> {
  const noted = await tx
    .updateTable('payLinks')
    .set({ shownAt: now, showNextAt: null, showFailure: null })
    .where('id', '=', payLinkId)
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (noted) return true
  // What was taken last is what the phone shows: the one that stands is sent once more, after this.
  const current = await currentPayLink(tx, lenderId, loanId)
  if (current) await queuePayLink(tx, current.payLinkId, now)
  return false
}

type Failure = { failure: string; isFinal: boolean; now: Temporal.Instant }

/** Plans the next try (30 s doubling, an hour at most), or gives up: after two days, or at once when no try will help. */
export async function noteLinkNotShown(
  tx: Tx,
  { payLinkId, showAttempts }: ClaimedPayLink,
  { failure, isFinal, now }: Failure,
): Promise<'retrying' | 'gave_up' | 'revoked'> {
  const isOver = isFinal || showAttempts >= tries
  const showNextAt = isOver ? null : now.add(retryAfter(showAttempts))
  const noted = await tx
    .updateTable('payLinks')
    .set({ showNextAt, showFailure: failure })
    .where('id', '=', payLinkId)
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!noted) return 'revoked'
  if (!showNextAt) return 'gave_up'
  const options = { key: `pay_link:${payLinkId}`, runAt: showNextAt }
  await addJob(tx, 'show-pay-link', { payLinkId }, options)
  return 'retrying'
}
