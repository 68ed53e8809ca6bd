import type { Language } from '#lib/domain/languages.ts'
import { messagesOf } from '#lib/i18n/messages.ts'

/** What the pages say in a language, by its place: say('ar', 'pay.choice.arrears'). Throws when it is not there. */
export function say(language: Language, place: string): string {
  let found: unknown = messagesOf(language)
  for (const name of place.split('.')) found = Object(found)[name]
  if (typeof found !== 'string') throw new Error(`${language} has no ${place}`)
  return found
}
