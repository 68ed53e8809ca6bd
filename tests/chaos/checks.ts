import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { brokenPromises } from '#tests/support/database/broken-promises.ts'
import { type Borrower, lenderSlug } from './borrowers.ts'
import type { Outside } from './outside.ts'
import { underWay } from './settle.ts'

export type Check = { promise: string; broken: string[] }

/** Everything that must hold after all that happened, each promise with what breaks it. */
export async function checks(outside: Outside, borrowers: Borrower[]): Promise<Check[]> {
  const balance = await brokenPromises(database())
  const running = await underWay(outside)
  const money = await moneyAgrees(outside)
  const phones = await phonesAgree(outside, borrowers)
  const stuck = await stuckJobs()
  return [
    { promise: 'nothing is left under way', broken: running },
    ...money,
    ...phones,
    ...commandsAgree(outside),
    { promise: 'no job is stuck', broken: stuck },
    ...balance.map(({ promise, rows }) => ({
      promise,
      broken: rows.map((row) => JSON.stringify(row)),
    })),
  ]
}

async function moneyAgrees({ stripe }: Outside): Promise<Check[]> {
  const { rows } = await sql<{ intent: string; amount: string; currency: string }>`
    select cause_id as intent, amount_minor::text as amount, currency
      from postings join ledger_entries on posting_id = postings.id
     where cause = 'capture' and account = 'psp_clearing'`.execute(database())
  const paid = stripe.objects.intents.all().filter(({ status }) => status === 'succeeded')
  const booked = Map.groupBy(rows, ({ intent }) => intent)
  const known = new Set(paid.map(({ id }) => id))
  return [
    {
      promise:
        'every PaymentIntent that succeeded at Stripe is booked exactly once, with its amount',
      broken: paid
        .filter(({ id, amount_received, currency }) => {
          const [one, ...more] = booked.get(id) ?? []
          const isRight =
            one?.amount === String(amount_received) && one.currency === currency.toUpperCase()
          return !isRight || more.length > 0
        })
        .map(({ id }) => id),
    },
    {
      promise: 'nothing is booked that Stripe does not know',
      broken: rows.filter(({ intent }) => !known.has(intent)).map(({ intent }) => intent),
    },
  ]
}

async function phonesAgree({ mdm }: Outside, borrowers: Borrower[]): Promise<Check[]> {
  const { rows } = await sql<{ id: string; loan: string; unlocked: boolean }>`
    with recursive follow as (
      select payments.id as payment, unlocks.* from payments join unlocks on unlocks.id = unlock_id
      union all
      select follow.payment, unlocks.* from follow join unlocks on unlocks.id = follow.superseded_by)
    select payments.id, loan_id as loan,
           exists (select from follow where payment = payments.id and state = 'confirmed') as unlocked
      from payments where state = 'paid' and effect <> 'none'`.execute(database())
  const paidLoans = new Set(rows.map(({ loan }) => loan))
  const isOpen = ({ phoneId }: Borrower) => mdm.phone(lenderSlug, phoneId)?.locked === false
  return [
    {
      promise: 'every payment that opens the phone has an unlock that the phone confirmed',
      broken: rows.filter(({ unlocked }) => !unlocked).map(({ id }) => id),
    },
    {
      promise: 'every phone paid for is open',
      broken: borrowers
        .filter((one) => paidLoans.has(one.loanId) && !isOpen(one))
        .map(({ phoneId }) => phoneId),
    },
    {
      promise: 'no phone is open without money',
      broken: borrowers
        .filter((one) => !paidLoans.has(one.loanId) && isOpen(one))
        .map(({ phoneId }) => phoneId),
    },
  ]
}

function commandsAgree({ heard, opened }: Outside): Check[] {
  const meanings = Map.groupBy(heard, ({ commandId }) => commandId)
  const different = [...meanings].filter(
    ([, sent]) => new Set(sent.map(({ device, intent }) => `${device} ${intent}`)).size > 1,
  )
  return [
    {
      promise: 'no command reached the lock service with two meanings',
      broken: different.map(([commandId]) => commandId),
    },
    {
      promise: 'no phone was opened twice',
      broken: [...opened].filter(([, times]) => times > 1).map(([phoneId]) => phoneId),
    },
  ]
}

async function stuckJobs(): Promise<string[]> {
  const { rows } = await sql<{ job: string }>`
    select task_identifier || ' ' || coalesce(key, id::text) || ': ' || coalesce(last_error, '') as job
      from graphile_worker.jobs where attempts >= max_attempts`.execute(database())
  return rows.map(({ job }) => job)
}
