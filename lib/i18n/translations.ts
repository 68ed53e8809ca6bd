import { createTranslator } from 'next-intl'
import { getLocale, type getTranslations as translationsOfRequest } from 'next-intl/server'
import { use } from 'react'
import { isLanguage } from '#lib/domain/languages.ts'
import { messagesOf } from './messages.ts'

type Translations = Awaited<ReturnType<typeof translationsOfRequest<string>>>

/** The words of one area, `messages/{language}/{area}.json`, in the language of the request. */
export async function getTranslations(area: string): Promise<Translations> {
  return translationsOf(await getLocale(), area)
}

/** The same inside a component that is not `async`: one that does not wait is drawn in one go with its parent. */
export function useTranslations(area: string): Translations {
  return translationsOf(use(getLocale()), area)
}

// next-intl's own forgets at the end of a request what it read, and reads every sentence again in the next.
const kept = new Map<string, Translations>()

function translationsOf(language: string, area: string): Translations {
  if (!isLanguage(language)) throw new Error(`no words in ${language}`)
  const key = `${language} ${area}`
  const known = kept.get(key)
  if (known) return known
  const fresh = createTranslator({
    locale: language,
    messages: messagesOf(language),
    namespace: area,
    timeZone: 'UTC',
  })
  if (process.env.NODE_ENV === 'production') kept.set(key, fresh)
  return fresh
}
