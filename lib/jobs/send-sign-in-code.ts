import { type CodeDelivery, codeDelivery } from '#lib/accounts/code-delivery.ts'
import { codeMail, codeText, sharedAddressMail } from '#lib/accounts/code-words.ts'
import { forgiveAccountSend, limitAccountSends } from '#lib/accounts/limits.ts'
import { database } from '#lib/db/client.ts'
import type { Jobs } from '#lib/db/jobs.ts'
import { sendMail } from '#lib/gateways/mail.ts'
import { sendSms } from '#lib/gateways/sms.ts'

/** Sends a code by e-mail or text. Nobody to send it to, or void by now: does nothing. */
export default async function sendSignInCode(payload: Jobs['send-sign-in-code']): Promise<void> {
  const delivery = await codeDelivery(database(), payload, Temporal.Now.instant())
  if (!delivery) return
  const { id } = delivery.borrower
  const limit = await limitAccountSends(id)
  if (!limit.ok) return
  try {
    await send(delivery)
  } catch (cause) {
    await forgiveAccountSend(id)
    throw cause
  }
}

async function send(delivery: CodeDelivery): Promise<void> {
  const { method, receiver, borrower, lender, challengeId } = delivery
  if (method === 'email' && borrower.email) {
    const words = receiver === 'borrower' ? codeMail(delivery) : sharedAddressMail(delivery)
    const messageId = `code.${challengeId}.${delivery.expiresAt.epochMilliseconds}`
    return sendMail({ to: borrower.email, fromName: lender.name, messageId, ...words })
  }
  if (method === 'sms' && receiver === 'borrower' && borrower.nominatedPhone) {
    return sendSms({ to: borrower.nominatedPhone, body: codeText(delivery) })
  }
}
