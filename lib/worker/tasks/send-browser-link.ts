import { database } from '#lib/db/client.ts'
import type { Jobs } from '#lib/db/jobs.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { senderOf } from '#lib/domain/identity/contact.ts'
import { MailFailure } from '#lib/gateways/mail/mail.ts'
import { deliverMail } from '#lib/gateways/watched-delivery.ts'
import { portalUrl } from '#lib/http/portal-url.ts'
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
  const text = t('link_mail.text', { lender: lender.name, link, hours: browserLinkHours })
  const words = { subject: t('link_mail.subject'), text }
  const messageId = `browser-link.${owner.id}.${now.epochMilliseconds}`
  try {
    await deliverMail({ to: owner.email, sender: senderOf(lender), messageId, ...words })
  } catch (cause) {
    if (!(cause instanceof MailFailure && cause.isFinal)) throw cause
    log.warn({ staffId: owner.id }, 'a link for the desk was refused for good')
  }
}
