import { sql } from 'kysely'

/** For a query with `devices` in it: their lock service is new, and nobody has said yet that it may open phones by the ledger alone. */
export const isWatched = sql<boolean>`exists (
  select from mdm_connections as watching
   where watching.lender_id = devices.lender_id and watching.provider = devices.provider
     and watching.watching_since is not null and watching.watching_ended_at is null)`
