import type { Books } from '#lib/demo/stripe/books.ts'
import { invalid } from './api-error.ts'

type Fields = Record<string, unknown>

// Which objects stand behind an id, by what the id begins with.
const prefixes = ['pi_', 'pm_', 'ch_', 're_', 'dp_', 'txn_', 'po_', 'cs_'] as const

/** A copy of `answer` with the ids at `paths` (a.b.c) replaced by their objects. Throws Stripe's error. */
export function expanded(books: Books, answer: object, paths: readonly string[]): object {
  if (paths.length === 0) return answer
  const copy = structuredClone(answer)
  for (const path of paths) {
    if (path.split('.').length > 4)
      throw invalid(
        'expand',
        'You cannot expand more than 4 levels of a property',
        'property_expansion_too_deep',
      )
    expandAt(books, copy as Fields, path.split('.'), path)
  }
  return copy
}

function expandAt(books: Books, at: Fields, [name = '', ...rest]: string[], path: string): void {
  const value = withList(books, at, name)
  if (name === 'data' && Array.isArray(value)) {
    for (const each of value) expandAt(books, each, rest, path)
    return
  }
  if (value === undefined || isPlain(value))
    throw invalid('expand', `This property cannot be expanded (${path}).`)
  if (value === null) return
  const found = typeof value === 'string' ? objectOf(books, value) : value
  if (typeof found !== 'object' || found === null)
    throw invalid('expand', `This property cannot be expanded (${path}).`)
  at[name] = found
  if (rest.length > 0) expandAt(books, found as Fields, rest, path)
}

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean'
}

// A session's line items come only when asked for.
function withList(books: Books, at: Fields, name: string): unknown {
  if (at.object !== 'checkout.session' || name !== 'line_items') return at[name]
  const data = books.sessions.get(String(at.id))?.lineItems ?? []
  const url = `/v1/checkout/sessions/${String(at.id)}/line_items`
  return { object: 'list', data: structuredClone(data), has_more: false, url }
}

function objectOf(books: Books, id: string): object | undefined {
  const found = {
    pi_: () => books.intents.get(id),
    pm_: () => books.paymentMethods.get(id),
    ch_: () => books.charges.get(id),
    re_: () => books.refunds.get(id),
    dp_: () => books.disputes.get(id),
    po_: () => books.payouts.get(id),
    txn_: () => books.balanceTransactions.get(id),
    cs_: () => books.sessions.get(id)?.session,
  }[prefixes.find((prefix) => id.startsWith(prefix)) ?? 'pi_']()
  return found && structuredClone(found)
}
