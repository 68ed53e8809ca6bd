import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { currentBorrower } from '#lib/accounts/guards.ts'
import {
  isLanguage,
  type Language,
  languageCookie,
  preferredLanguage,
} from '#lib/words/languages.ts'
import { messagesOf } from '#lib/words/messages.ts'
import { currentLender, outage } from './current-lender.ts'

export default getRequestConfig(async () => {
  const language = await languageOfRequest()
  return { locale: language, messages: messagesOf(language), timeZone: 'UTC' }
})

async function languageOfRequest(): Promise<Language> {
  const chosen = (await cookies()).get(languageCookie)?.value
  if (isLanguage(chosen)) return chosen
  const accepted = preferredLanguage((await headers()).get('accept-language'))
  if (await outage()) return accepted
  const [signedIn, lender] = [await currentBorrower(), await currentLender()]
  const known = signedIn?.borrower.locale ?? lender?.locale
  return known ?? accepted
}
