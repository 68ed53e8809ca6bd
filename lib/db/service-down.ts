import { sql } from 'kysely'
import { lockLane } from './job-lanes.ts'

/** For a query with `devices` in it: their lock service is known not to work. It was stopped, or does not answer. */
export const isServiceDown = sql<boolean>`(exists (
    select from mdm_connections as stopped
     where stopped.lender_id = devices.lender_id and stopped.provider = devices.provider
       and stopped.paused_at is not null)
  or exists (
    select from breakers where breakers.lane = ${lockLane} and breakers.opened_at is not null))`
