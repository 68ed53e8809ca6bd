import fixtures from './fixtures.json' with { type: 'json' }

export type Resource = keyof typeof fixtures.resources

const blanks = new Map(
  Object.entries(fixtures.resources).map(([name, sample]) => [
    name,
    Object.fromEntries(Object.keys(sample).map((field) => [field, null])),
  ]),
)

/** `known` with every other field of Stripe's published sample of the resource as null. */
export function shaped<T extends object>(resource: Resource, known: T): T {
  return { ...blanks.get(resource), ...known }
}

/** Stripe's published sample of a resource. */
export function sampleOf<R extends Resource>(resource: R): (typeof fixtures.resources)[R] {
  return fixtures.resources[resource]
}
