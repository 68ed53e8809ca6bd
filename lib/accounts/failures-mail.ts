import type { ShownContacts } from '#lib/domain/identity/contact.ts'
import type { Language } from '#lib/domain/languages.ts'
import { translator } from '#lib/i18n/translator.ts'

type FailuresFacts = {
  subject: 'borrower' | 'staff'
  failures: number
  lender: string
  /** The portal's address, as one types it. */
  address: string
  contacts: ShownContacts
}

/** Tells the owner of an account that somebody tried to open it. Like a code's, its subject speaks of no loan. */
export function failuresMail(
  locale: Language,
  { subject, failures, lender, address, contacts }: FailuresFacts,
): { subject: string; text: string } {
  const count = String(failures)
  if (subject === 'staff') {
    const t = translator(locale, 'desk-sign-in')
    return {
      subject: t('failures_mail.subject'),
      text: t('failures_mail.text', { lender, address, count }),
    }
  }
  const t = translator(locale, 'sign-in')
  const { call, email } = contacts
  const contact = { canCall: call ? 'yes' : 'no', phone: call?.phone ?? '', email }
  return {
    subject: t('failures_mail.subject'),
    text: t('failures_mail.text', { lender, address, count, ...contact }),
  }
}
