import type { Passed } from '#lib/domain/notice-gate.ts'
import { type Mail, MailFailure, sendMail } from '#lib/gateways/mail/mail.ts'
import { SmsFailure, sendSms, type TextMessage } from '#lib/gateways/sms/sms.ts'
import { watched } from './breakers.ts'
import { postWebhook, type Webhook, type WebhookAnswer } from './webhook.ts'

/** Hands a mail that passed the gate to the mail server, and notes whether it answers. */
export function deliverMail(mail: Mail, _: Passed): Promise<void> {
  return watched(
    { lane: 'mail', lenderId: null },
    () => sendMail(mail),
    (_, cause) =>
      cause instanceof MailFailure && cause.class === 'unreachable' ? cause.message : undefined,
  )
}

/** Hands a text that passed the gate to its gateway, and notes whether it answers. */
export function deliverText(text: TextMessage, _: Passed): Promise<void> {
  return watched(
    { lane: 'text', lenderId: null },
    () => sendSms(text),
    (_, cause) =>
      cause instanceof SmsFailure && isDown(cause.httpStatus) ? cause.message : undefined,
  )
}

type Address = { endpointId: string; lenderId: string }

/** Tells one address of a lender's, and notes whether it answers. */
export function deliverWebhook(
  webhook: Webhook & Address,
  now: Temporal.Instant,
): Promise<WebhookAnswer> {
  const { endpointId, lenderId, secrets } = webhook
  // Nobody could tell it from a forged one; the address may well answer.
  if (secrets.length === 0)
    return Promise.resolve({ ok: false, status: null, failure: 'no secret signs it' })
  return watched(
    { lane: `webhook:${endpointId}`, lenderId },
    () => postWebhook(webhook, now),
    (answer) => (answer && !answer.ok && isDown(answer.status) ? answer.failure : undefined),
  )
}

function isDown(httpStatus: number | null | undefined): boolean {
  return httpStatus === null || httpStatus === undefined || httpStatus >= 500
}
