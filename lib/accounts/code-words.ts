import { typedAddress } from '#lib/http/portal-url.ts'
import { formatTime, writtenLocale } from '#lib/i18n/format.ts'
import { translator } from '#lib/i18n/translator.ts'
import type { CodeDelivery } from './code-delivery.ts'

type CodeMail = { subject: string; text: string }

/** The mail with a code. Nothing in its subject speaks of a loan: it may be read on somebody else's screen. */
export function codeMail(delivery: CodeDelivery): CodeMail {
  const { t, values } = wordsFor(delivery)
  return { subject: t('mail.subject'), text: t('mail.text', values) }
}

/** The mail to an address that several borrowers share. It holds no code. */
export function sharedAddressMail(delivery: CodeDelivery): CodeMail {
  const { t, values } = wordsFor(delivery)
  return { subject: t('shared_mail.subject'), text: t('shared_mail.text', values) }
}

export function codeText(delivery: CodeDelivery): string {
  const { t, values } = wordsFor(delivery)
  return t('text_message', values)
}

export function lockScreenWords(delivery: CodeDelivery): { title: string; body: string } {
  const { t, values } = wordsFor(delivery)
  return { title: t('lock_screen.title'), body: t('lock_screen.body', values) }
}

function wordsFor({ borrower, lender, code, expiresAt }: CodeDelivery) {
  const { locale } = borrower
  const t = translator(locale, 'sign-in')
  const reader = { locale: writtenLocale(locale), timeZone: lender.timeZone, now: expiresAt }
  const until = formatTime(expiresAt, reader)
  const { call, email } = lender.contacts
  const contact = { canCall: call ? 'yes' : 'no', phone: call?.phone ?? '', email }
  const address = typedAddress(lender.host)
  return { t, values: { code, until, lender: lender.name, address, ...contact } }
}
