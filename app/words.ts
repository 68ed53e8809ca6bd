import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { isLanguage, type Language } from '#lib/domain/languages.ts'
import { languageCookie, preferredLanguage } from '#lib/i18n/language-names.ts'
import { messagesOf } from '#lib/i18n/messages.ts'
import { currentStaff } from '#lib/staff/guards.ts'
import { currentLender, outage } from './current-lender.ts'

export default getRequestConfig(async () => {
  const language = await languageOfRequest()
  return { locale: language, messages: messagesOf(language), timeZone: 'UTC' }
})

async function languageOfRequest(): Promise<Language> {
  const chosen = (await cookies()).get(languageCookie)?.value
  if (isLanguage(chosen)) return chosen
  const asked = await headers()
  const accepted = preferredLanguage(asked.get('accept-language'))
  if (await outage()) return accepted ?? 'en'
  const lender = await currentLender()
  const reader = isDesk(asked.get('x-path'))
    ? (await currentStaff())?.staff
    : (await currentBorrower())?.borrower
  return reader?.locale ?? accepted ?? lender?.locale ?? 'en'
}

function isDesk(path: string | null): boolean {
  return /^\/desk(?:[/?]|$)/.test(path ?? '')
}
