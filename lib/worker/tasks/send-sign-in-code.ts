import { type CodeDelivery, codeDelivery } from '#lib/accounts/code-delivery.ts'
import { codeMail, codeText, sharedAddressMail } from '#lib/accounts/code-words.ts'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import { database } from '#lib/db/client.ts'
import type { Jobs } from '#lib/db/jobs.ts'
import { transaction } from '#lib/db/transaction.ts'
import { gateDirect } from '#lib/domain/notice-gate.ts'
import { MailFailure } from '#lib/gateways/mail/mail.ts'
import { SmsFailure } from '#lib/gateways/sms/sms.ts'
import { deliverMail, deliverText } from '#lib/gateways/watched-delivery.ts'
import { log } from '#lib/log.ts'
import { openTextGatewayCase } from '#lib/workflows/unlocks/setting-case.ts'

/** Sends a code by e-mail or text. Nobody to send it to, or void by now: does nothing. What is refused for good is not tried again. */
export default async function sendSignInCode(payload: Jobs['send-sign-in-code']): Promise<void> {
  const delivery = await codeDelivery(database(), payload, Temporal.Now.instant())
  if (!delivery) return
  try {
    await send(delivery)
  } catch (cause) {
    const isRefused = cause instanceof MailFailure || cause instanceof SmsFailure
    if (isRefused && cause.isFinal) return noteNotTaken(delivery)
    if (cause instanceof SmsFailure && cause.isOurSetting)
      await transaction((tx) => openTextGatewayCase(tx, delivery.lender.id, cause))
    throw cause
  }
}

async function send(delivery: CodeDelivery): Promise<void> {
  const { sentBy, receiver, borrower, lender, challengeId } = delivery
  const sender = { name: lender.name, replyTo: lender.contacts.email }
  if (sentBy === 'email' && borrower.email) {
    const words = receiver === 'borrower' ? codeMail(delivery) : sharedAddressMail(delivery)
    const messageId = `code.${challengeId}.${delivery.expiresAt.epochMilliseconds}`
    const kind = receiver === 'borrower' ? 'sign_in_code' : 'shared_address'
    return deliverMail({ to: borrower.email, sender, messageId, ...words }, gateDirect(kind))
  }
  if (sentBy === 'sms' && receiver === 'borrower' && borrower.nominatedPhone) {
    const text = { to: borrower.nominatedPhone, body: codeText(delivery), sender }
    return deliverText(text, gateDirect('sign_in_code'))
  }
}

// Said once, without the address or number. The borrower is told nothing: that would tell whether an account exists.
async function noteNotTaken({ borrower, lender }: CodeDelivery): Promise<void> {
  log.warn({ borrowerId: borrower.id }, 'sign-in code refused for good')
  await transaction((tx) =>
    writeAuditLog(tx, {
      lenderId: lender.id,
      actor: 'keyturn',
      action: 'sign_in_code.not_taken',
      subject: 'borrower',
      subjectId: borrower.id,
    }),
  )
}
