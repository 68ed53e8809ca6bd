import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { isLanguage, type Language } from '#lib/domain/languages.ts'
import { languageAsked, letterLanguageCookie } from '#lib/i18n/in-language.ts'
import { languageCookie, preferredLanguage } from '#lib/i18n/language-names.ts'
import { messagesOf } from '#lib/i18n/messages.ts'
import { currentStaff } from '#lib/staff/guards.ts'
import { currentLender, outage } from './current-lender.ts'

export default getRequestConfig(async () => {
  const language = await languageOfRequest()
  return { locale: language, messages: messagesOf(language), timeZone: 'UTC' }
})

async function languageOfRequest(): Promise<Language> {
  const jar = await cookies()
  const chosen = jar.get(languageCookie)?.value
  if (isLanguage(chosen)) return chosen
  const asked = await headers()
  const spoken = languageOfLetter(asked, jar) ?? preferredLanguage(asked.get('accept-language'))
  if (await outage()) return spoken ?? 'en'
  const lender = await currentLender()
  const reader = isDesk(asked.get('x-path'))
    ? (await currentStaff())?.staff
    : (await currentBorrower())?.borrower
  return reader?.locale ?? spoken ?? lender?.locale ?? 'en'
}

// Named in the address that a letter led to; its next pages have it from there.
function languageOfLetter(
  asked: Awaited<ReturnType<typeof headers>>,
  jar: Awaited<ReturnType<typeof cookies>>,
): Language | undefined {
  const kept = jar.get(letterLanguageCookie)?.value
  const path = asked.get('x-path') ?? '/'
  return languageAsked(new URL(path, 'http://here')) ?? (isLanguage(kept) ? kept : undefined)
}

function isDesk(path: string | null): boolean {
  return /^\/desk(?:[/?]|$)/.test(path ?? '')
}
