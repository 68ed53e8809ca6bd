import { openCase } from '#lib/cases/open-case.ts'
import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import type { Passed } from '#lib/domain/notice-gate.ts'
import { MailFailure } from '#lib/gateways/mail/mail.ts'
import { SmsFailure } from '#lib/gateways/sms/sms.ts'
import { deliverMail, deliverText } from '#lib/gateways/watched-delivery.ts'
import { claimNotice, noteFailed, noteSent } from '#lib/notices/claim-notice.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import type { ClaimedNotice } from '#lib/notices/receiver.ts'
import { openTextGatewayCase } from '#lib/workflows/unlocks/setting-case.ts'

/** Sends one notice. Once sent it is never sent again; one that will never arrive is put before a person. */
export default async function sendNotice({ noticeId }: { noticeId: string }): Promise<void> {
  const notice = await transaction((tx) => claimNotice(tx, noticeId, Temporal.Now.instant()))
  if (!notice) return
  let subject: string
  try {
    subject = await deliver(notice)
  } catch (cause) {
    await transaction((tx) => fail(tx, notice, cause))
    return
  }
  await transaction((tx) => noteSent(tx, noticeId, { subject, now: Temporal.Now.instant() }))
}

async function deliver({ passed, ...notice }: ClaimedNotice & { passed: Passed }): Promise<string> {
  const { short, sender, ...words } = await composeNotice(database(), notice)
  const { channel, recipient: to, id } = notice
  if (channel === 'sms') await deliverText({ to, body: short, sender }, passed)
  // The same Message-ID on every try lets mail systems drop a second copy.
  else await deliverMail({ to, ...words, sender, messageId: id }, passed)
  return words.subject
}

async function fail(tx: Tx, notice: ClaimedNotice, cause: unknown): Promise<void> {
  const failure = cause instanceof Error ? cause.message : String(cause)
  const isRefused = cause instanceof MailFailure || cause instanceof SmsFailure
  const isFinal = isRefused && cause.isFinal
  if (cause instanceof SmsFailure && cause.isOurSetting)
    await openTextGatewayCase(tx, notice.lenderId, cause)
  const now = Temporal.Now.instant()
  const isGivenUp = await noteFailed(tx, notice, { failure, isFinal, now })
  if (!isGivenUp) return
  const { id, lenderId, kind, channel } = notice
  const detail = notice.detail as Record<string, string>
  const { paymentId = null, unlockId = null } = detail
  await openCase(tx, {
    lenderId,
    paymentId,
    unlockId,
    loanId: await loanOf(tx, detail),
    kind: 'notice_failed',
    dedupeKey: `notice:${id}`,
    detail: { notice: kind, channel, failure },
  })
}

// What a notice may be about, by the name of its id.
const abouts = [
  ['paymentId', 'payments'],
  ['unlockId', 'unlocks'],
  ['promiseId', 'promises'],
  ['planId', 'plans'],
  ['returnId', 'returns'],
  ['caseId', 'cases'],
] as const

async function loanOf(tx: Tx, detail: Record<string, string>): Promise<string | null> {
  const [name, table] = abouts.find(([about]) => detail[about]) ?? []
  if (!name || !table) return null
  const row = await tx
    .selectFrom(table)
    .select('loanId')
    .where('id', '=', detail[name] ?? '')
    .executeTakeFirst()
  return row?.loanId ?? null
}
