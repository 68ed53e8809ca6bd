import { z } from 'zod'
import type { Collection } from '#lib/demo/stripe/collection.ts'
import { type Sandbox, unixNow } from '#lib/demo/stripe/sandbox-state.ts'
import { invalid, noSuch } from './api-error.ts'
import type { FormObject } from './form-body.ts'
import { listed } from './paging.ts'
import { paging, readParameters, text } from './parameters.ts'
import type { Resource } from './rights.ts'
import { type Route, route } from './route.ts'

const nothing = z.strictObject({})

type Listed = { id: string; created?: number }

export type Readable<T> = {
  what: string
  path: string
  resource: Resource
  of(sandbox: Sandbox): Collection<T>
  /** The fields by which a list can be asked for. */
  by: readonly string[]
  /** What Stripe calls the parameter that names one. */
  param?: string
}

/** A list and one by its id. */
export function reading<T extends Listed>(readable: Readable<T>): Route[] {
  const { what, path, resource, of, by } = readable
  const right = `${resource}: read` as const
  const filters = Object.fromEntries(by.map((field) => [field, text.optional()]))
  return [
    route('GET', path, right, ({ sandbox, parameters }) => {
      const asked = readParameters(z.strictObject({ ...paging, ...filters }), parameters)
      return listed({
        of: of(sandbox),
        what,
        url: `/v1${path}`,
        page: asked,
        shown: (document) => document,
        matches: (document) => isOf(document, by, asked),
      })
    }),
    readingOne(readable),
  ]
}

function isOf(document: Listed, by: readonly string[], asked: object): boolean {
  const [has, wanted] = [document, asked] as Record<string, unknown>[]
  return by.every((field) => !wanted?.[field] || has?.[field] === wanted[field])
}

export function readingOne<T extends Listed>(readable: Omit<Readable<T>, 'by'>): Route {
  const { what, path, resource, of, param = 'id' } = readable
  return route('GET', `${path}/:id`, `${resource}: read`, ({ sandbox, id, parameters }) => {
    readParameters(nothing, parameters)
    const found = of(sandbox).get(id)
    if (!found) throw noSuch(what, id, param)
    return found
  })
}

/** What moved the account's balance, by a payout as well: but only by one that Stripe made by itself. */
export function listBalanceTransactions(sandbox: Sandbox, parameters: FormObject): object {
  const { payout, type, source, currency, ...page } = readParameters(
    z.strictObject({
      ...paging,
      payout: text.optional(),
      type: text.optional(),
      source: text.optional(),
      currency: text.optional(),
    }),
    parameters,
  )
  const { balanceTransactions, payouts, paidOut } = sandbox.books
  if (payout && !payouts.get(payout)) throw noSuch('payout', payout, 'payout')
  if (payout && !payouts.get(payout)?.automatic)
    throw invalid(
      'payout',
      'Balance transaction history can only be filtered on automatic transfers, not manual.',
    )
  return listed({
    of: balanceTransactions,
    what: 'balance transaction',
    url: '/v1/balance_transactions',
    page,
    shown: (transaction) => transaction,
    matches: (transaction) =>
      (!payout || paidOut.get(transaction.id)?.payout === payout) &&
      (!type || transaction.type === type) &&
      (!source || transaction.source === source) &&
      (!currency || transaction.currency === currency),
  })
}

const thirtyDays = 30 * 24 * 3600

export function listEvents(sandbox: Sandbox, parameters: FormObject): object {
  const { type, types, ...page } = readParameters(
    z.strictObject({ ...paging, type: text.optional(), types: z.array(text).max(20).optional() }),
    parameters,
  )
  const wanted = types ?? (type ? [type] : undefined)
  const oldest = unixNow(sandbox) - thirtyDays
  return listed({
    of: sandbox.books.events,
    what: 'event',
    url: '/v1/events',
    page: { ...page, created: { ...page.created, gte: Math.max(page.created?.gte ?? 0, oldest) } },
    shown: (event) => event,
    matches: (event) => !wanted || wanted.some((each) => isOfType(event.type, each)),
  })
}

function isOfType(type: string, wanted: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted
}
