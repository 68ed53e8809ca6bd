import { sql } from 'kysely'
import { lockLane } from '#lib/db/job-lanes.ts'
import { doesNotAnswer } from '#lib/db/silence.ts'

const isSilent = sql<boolean>`exists (
  select from breakers where breakers.lane = ${lockLane} and ${doesNotAnswer})`

// From the first try on: whoever waits for this phone is told before the service is given up.
const didNotTakeItsUnlock = sql<boolean>`exists (
  select from unlocks as untaken
   where untaken.device_id = devices.id and untaken.accepted_at is null
     and untaken.state in ('dispatching', 'retry_wait')
     and untaken.error_class in
       ('network_before_send', 'ambiguous', 'provider_down', 'rate_limited', 'config', 'contract'))`

/** For a query with `devices` in it: their lock service is known not to work. It was stopped, does not answer, or did not take the unlock of this phone. */
export const isServiceDown = sql<boolean>`(exists (
    select from mdm_connections as stopped
     where stopped.lender_id = devices.lender_id and stopped.provider = devices.provider
       and stopped.paused_at is not null)
  or ${isSilent} or ${didNotTakeItsUnlock})`
