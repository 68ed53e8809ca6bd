import type { Answer } from './screens.ts'

/** What somebody takes a phone elsewhere for: what paying does not open, and whatever nobody has drawn. */
export const visitLocks = [
  'xiaomi',
  'google',
  'samsung',
  'apple',
  'lost',
  'pin',
  'sim',
  'stolen',
  'none',
] as const satisfies readonly Answer[]
export type VisitLock = (typeof visitLocks)[number]

/** Those for which one writes to the phone's maker. */
export const letterLocks = ['xiaomi', 'google', 'samsung', 'apple', 'lost'] as const
export type LetterLock = (typeof letterLocks)[number]

const ownAccounts: Partial<Record<LetterLock, string>> = {
  xiaomi: 'Xiaomi',
  samsung: 'Samsung',
  apple: 'Apple',
}

/** To whom the letter goes: whose account it is, else whoever made the phone. */
export function letterTo(lock: LetterLock, brand: string): string {
  return ownAccounts[lock] ?? brand
}

export function isVisitLock(text: string): text is VisitLock {
  return visitLocks.some((lock) => lock === text)
}

export function isLetterLock(text: string): text is LetterLock {
  return letterLocks.some((lock) => lock === text)
}
