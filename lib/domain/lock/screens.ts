/** What paying does to what a phone shows. */
export type Verdict = 'paying_opens' | 'nothing_to_pay' | 'paying_does_not_open' | 'not_known'

/**
 * What the screen of a phone may say that cannot be used, and what paying does to it. A phone whose screen was not found among
 * them, or that was reset already, is told apart by what it says next.
 */
export const screens = {
  payment: 'paying_opens',
  'knox-guard': 'paying_opens',
  offline: 'nothing_to_pay',
  sim: 'paying_does_not_open',
  google: 'paying_does_not_open',
  xiaomi: 'paying_does_not_open',
  lost: 'paying_does_not_open',
  pin: 'paying_does_not_open',
  stolen: 'paying_does_not_open',
} as const satisfies Record<string, Verdict>

export type Screen = keyof typeof screens

/** The locks of other makers' accounts: drawn on their own page only, so that the choice stays one of nine. */
export const otherAccounts = {
  apple: 'paying_does_not_open',
  samsung: 'paying_does_not_open',
} as const satisfies Record<string, Verdict>

export type Drawn = Screen | keyof typeof otherAccounts

/** The same with the two answers that no picture has. */
export const answers = {
  ...screens,
  ...otherAccounts,
  none: 'not_known',
  reset: 'nothing_to_pay',
} as const
export type Answer = keyof typeof answers

export function isAnswer(text: string): text is Answer {
  return Object.hasOwn(answers, text)
}

export function isDrawn(answer: Answer): answer is Drawn {
  return answer !== 'none' && answer !== 'reset'
}
