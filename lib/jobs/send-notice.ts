import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { sendMail } from '#lib/gateways/mail.ts'
import { sendSms } from '#lib/gateways/sms.ts'
import { type ClaimedNotice, claimNotice, noteFailed, noteSent } from '#lib/notices/claim-notice.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'

/** Sends one notice. Once sent it is never sent again. */
export default async function sendNotice({ noticeId }: { noticeId: string }): Promise<void> {
  const notice = await transaction((tx) => claimNotice(tx, noticeId, Temporal.Now.instant()))
  if (!notice) return
  try {
    await deliver(notice)
  } catch (cause) {
    const failure = cause instanceof Error ? cause.message : String(cause)
    await transaction((tx) => noteFailed(tx, notice, { failure, now: Temporal.Now.instant() }))
    return
  }
  await transaction((tx) => noteSent(tx, noticeId, Temporal.Now.instant()))
}

async function deliver(notice: ClaimedNotice): Promise<void> {
  const words = await composeNotice(database(), notice)
  const { channel, recipient: to, id } = notice
  if (channel === 'sms') await sendSms({ to, body: words.short })
  // The same Message-ID on every try lets mail systems drop a second copy.
  else await sendMail({ to, subject: words.subject, text: words.text, messageId: id })
}
