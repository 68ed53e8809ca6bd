import { database } from '#lib/db/client.ts'
import type { Jobs } from '#lib/db/jobs.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { senderOf } from '#lib/domain/identity/contact.ts'
import { gateDirect } from '#lib/domain/notice-gate.ts'
import { MailFailure } from '#lib/gateways/mail/mail.ts'
import { deliverMail } from '#lib/gateways/watched-delivery.ts'
import { portalUrl, typedAddress } from '#lib/http/portal-url.ts'
import { inLanguage } from '#lib/i18n/in-language.ts'
import { translator } from '#lib/i18n/translator.ts'
import { log } from '#lib/log.ts'
import { browserLinkHours, browserLinkToken } from '#lib/staff/browser-link.ts'
import { staffById } from '#lib/staff/queries.ts'

/** Sends somebody of the staff the link that lets them past strangers’ tries. Nobody, or disabled: does nothing. */
export default async function sendBrowserLink({
  lenderId,
  staffId,
}: Jobs['send-browser-link']): Promise<void> {
  const owner = staffId && (await staffById(database(), lenderId, staffId))
  if (!owner) return
  const lender = await lenderById(database(), lenderId)
  const now = Temporal.Now.instant()
  const token = browserLinkToken({ lenderId, staffId: owner.id, now })
  const t = translator(owner.locale, 'desk-sign-in')
  const page = `${portalUrl(lender.host)}/desk/sign-in/link/${token}`
  const link = inLanguage(page, owner.locale)
  const address = typedAddress(lender.host)
  const facts = { lender: lender.name, address, link, hours: browserLinkHours }
  const text = t('link_mail.text', facts)
  const words = { subject: t('link_mail.subject'), text }
  const messageId = `browser-link.${owner.id}.${now.epochMilliseconds}`
  try {
    const mail = { to: owner.email, sender: senderOf(lender), messageId, ...words }
    await deliverMail(mail, gateDirect('desk_link'))
  } catch (cause) {
    if (!(cause instanceof MailFailure && cause.isFinal)) throw cause
    log.warn({ staffId: owner.id }, 'a link for the desk was refused for good')
  }
}
