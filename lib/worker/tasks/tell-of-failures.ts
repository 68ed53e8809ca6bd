import { failuresMail } from '#lib/accounts/failures-mail.ts'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { type Failed, failuresToTell, tellAgain } from '#lib/db/sign-in-failures.ts'
import { transaction } from '#lib/db/transaction.ts'
import { senderOf, shownContacts } from '#lib/domain/identity/contact.ts'
import { gateDirect } from '#lib/domain/notice-gate.ts'
import { MailFailure } from '#lib/gateways/mail/mail.ts'
import { deliverMail } from '#lib/gateways/watched-delivery.ts'
import { typedAddress } from '#lib/http/portal-url.ts'
import { log } from '#lib/log.ts'

/** Every five minutes: who has an address is written to when many tries to open the account failed, once a day at most. */
export default async function tellOfFailures(): Promise<void> {
  const failed = await transaction((tx) => failuresToTell(tx, Temporal.Now.instant()))
  for (const one of failed) await tell(one)
}

async function tell(failed: Failed): Promise<void> {
  const { lenderId, subject, subjectId, failures, lastAt } = failed
  const owner = await ownerOf(failed)
  if (!owner?.email) return
  const lender = await lenderById(database(), lenderId)
  const contacts = shownContacts(lender, Temporal.Now.instant())
  const address = typedAddress(lender.host)
  const facts = { subject, failures, lender: lender.name, address, contacts }
  const words = failuresMail(owner.locale, facts)
  const messageId = `failures.${subjectId}.${lastAt.epochMilliseconds}`
  try {
    const mail = { to: owner.email, sender: senderOf(lender), messageId, ...words }
    await deliverMail(mail, gateDirect('failed_sign_ins'))
  } catch (cause) {
    log.warn({ err: cause, subject, subjectId }, 'nobody could be told of failed sign-ins')
    const isFinal = cause instanceof MailFailure && cause.isFinal
    if (!isFinal) await transaction((tx) => tellAgain(tx, failed))
  }
}

function ownerOf({ lenderId, subject, subjectId }: Failed) {
  if (!/^[0-9a-f-]{36}$/.test(subjectId)) return undefined
  return database()
    .selectFrom(subject === 'staff' ? 'staff' : 'borrowers')
    .select(['email', 'locale'])
    .where('id', '=', subjectId)
    .where('lenderId', '=', lenderId)
    .executeTakeFirst()
}
