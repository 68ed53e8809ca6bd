import { sql } from 'kysely'

/**
 * For a query with `breakers` in it: the system is known not to answer. Once may be an accident of that call; twice in a row,
 * with nothing answered since, is not.
 */
export const doesNotAnswer = sql<boolean>`(breakers.opened_at is not null
  or (breakers.failures > 1 and breakers.failed_at > now() - interval '2 minutes'))`
