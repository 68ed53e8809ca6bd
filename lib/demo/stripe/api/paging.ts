import type { Collection } from '#lib/demo/stripe/collection.ts'
import { noSuch } from './api-error.ts'

export type Page = {
  limit?: number | undefined
  starting_after?: string | undefined
  ending_before?: string | undefined
  created?:
    | {
        gt?: number | undefined
        gte?: number | undefined
        lt?: number | undefined
        lte?: number | undefined
      }
    | undefined
}

type Listing<T, O> = {
  of: Collection<T>
  what: string
  url: string
  page: Page
  shown(document: T): O
  matches?(object: O): boolean
}

/** One page of a list as Stripe gives it: newest first, 10 unless told. Throws Stripe's 404 for an unknown cursor. */
export function listed<T, O extends { created?: number }>(listing: Listing<T, O>) {
  const { of, url, page, shown, matches = () => true } = listing
  const limit = page.limit ?? 10
  const isBackwards = page.ending_before !== undefined && page.starting_after === undefined
  const documents = of.all()
  const cursor = cursorOf(listing)
  const step = isBackwards ? 1 : -1
  const data: O[] = []
  let at = cursor === undefined ? documents.length - 1 : cursor + step
  for (; data.length <= limit && at >= 0 && at < documents.length; at += step) {
    const document = documents[at]
    const object = document && shown(document)
    if (object && isCreatedWithin(object.created ?? 0, page) && matches(object)) data.push(object)
  }
  const hasMore = data.length > limit
  const kept = data.slice(0, limit)
  return { object: 'list', data: isBackwards ? kept.reverse() : kept, has_more: hasMore, url }
}

function cursorOf<T, O>({ of, what, page }: Listing<T, O>): number | undefined {
  const name = page.starting_after === undefined ? 'ending_before' : 'starting_after'
  const id = page[name]
  if (id === undefined) return undefined
  const position = of.positionOf(id)
  if (position === undefined) throw noSuch(what, id, name)
  return position
}

function isCreatedWithin(at: number, { created = {} }: Page): boolean {
  const { gt = -1, gte = 0, lt = Infinity, lte = Infinity } = created
  return at > gt && at >= gte && at < lt && at <= lte
}
