import type { Agenda } from './agenda.ts'
import type { Books } from './books.ts'
import type { StripeSwitches } from './switches.ts'
import type { Emit, Webhooks } from './webhooks.ts'

/** What every part of the sandbox works with. */
export type Sandbox = {
  books: Books
  agenda: Agenda
  switches: StripeSwitches
  webhooks: Webhooks
  emit: Emit
  /** Milliseconds since 1970. */
  now(): number
  /** Where the account is: some methods work in some countries only. */
  country: string
  /** Where the hosted pages are, without a slash at the end. */
  publicUrl: string
}

export function unixNow({ now }: Pick<Sandbox, 'now'>): number {
  return Math.floor(now() / 1000)
}
