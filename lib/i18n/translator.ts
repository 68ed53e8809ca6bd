import { createTranslator } from 'next-intl'
import type { Language } from '#lib/domain/languages.ts'
import type { AreaName, Areas } from './areas.ts'
import { messagesOf } from './messages.ts'

/** The words of one area: its keys are checked by the compiler. */
export type Translator<Area extends AreaName> = ReturnType<typeof createTranslator<Areas[Area]>>

/** Whether a code that nobody here chose has words: an older version's, or a lender's own name. */
export function isMessageKey<Key extends string>(
  t: { has(key: Key): boolean },
  key: string,
): key is Key {
  return t.has(key as Key)
}

/** The place of a message whose name is put together at run time; its words are there, or it is our fault. */
export function messageKey<Key extends string>(t: { has(key: Key): boolean }, key: string): Key {
  if (isMessageKey(t, key)) return key
  throw new Error(`no words for ${key}`)
}

// next-intl's own forgets at the end of a request what it read, and reads every sentence again in the next.
const kept = new Map<string, unknown>()

/** Words outside a page: `translator('es', 'notices')('receipt.subject', { reference })`. */
export function translator<Area extends AreaName>(locale: Language, area: Area): Translator<Area> {
  const key = `${locale} ${area}`
  const known = kept.get(key)
  if (known) return known as Translator<Area>
  const messages = messagesOf(locale)[area]
  const fresh = createTranslator({ locale, messages, timeZone: 'UTC' })
  if (process.env.NODE_ENV === 'production') kept.set(key, fresh)
  return fresh
}
