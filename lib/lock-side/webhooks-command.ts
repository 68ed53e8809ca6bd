import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/uuid.ts'
import {
  addEndpoint,
  type EndpointRefusal,
  endpointsOf,
  mostEndpoints,
  removeEndpoint,
  type ShownDelivery,
} from './endpoints.ts'
import { fail, runForLender } from './lender-command.ts'

const usage = `Usage: npm run webhooks -- --lender SLUG --add URL
       npm run webhooks -- --lender SLUG --list
       npm run webhooks -- --lender SLUG --remove ID

Adds an address that is told of holds (docs/lock-side.md) and prints its secret once; lists the addresses, each with
what it was told lately; removes one.`

const options = {
  add: { type: 'string' },
  list: { type: 'boolean' },
  remove: { type: 'string' },
} as const

const refusals: Record<EndpointRefusal, string> = {
  not_an_address:
    'This is not an address to tell: write it whole, with https://, without a name, password or #, at most 500 characters.',
  not_https: 'The address must begin with https://, so that nobody reads along.',
  private:
    'The address is in a private network. An installation that may reach it sets WEBHOOKS_TO_PRIVATE=1.',
  there_already: 'This address is told already. For a new secret, remove it first.',
  too_many: `There are ${mostEndpoints} addresses already, and no more than that: remove one first.`,
}

const uses = ['DATA_KEY', 'WEBHOOKS_TO_PRIVATE'] as const

await runForLender({ usage, options, uses }, (lenderId, asked) => {
  if (Object.keys(asked).length !== 2) return fail(usage, 2)
  if (asked.list) return list(lenderId)
  if (asked.remove !== undefined) return remove(lenderId, asked.remove)
  return add(lenderId, asked.add ?? '')
})

async function add(lenderId: string, url: string): Promise<number> {
  const added = await transaction((tx) => addEndpoint(tx, { lenderId, url, by: 'operator' }))
  if ('refusal' in added) return fail(`${refusals[added.refusal]} Nothing was added.`, 1)
  console.log(`${added.secret}

Id ${added.endpointId}. Keep the secret now: it is not shown again. It verifies the signature of every message.`)
  return 0
}

async function list(lenderId: string): Promise<number> {
  const endpoints = await endpointsOf(database(), lenderId)
  if (endpoints.length === 0) console.log('No address is told of holds.')
  for (const { endpointId, url, createdAt, deliveries } of endpoints) {
    console.log(`${endpointId}  ${url}  added ${createdAt}`)
    if (deliveries.length === 0) console.log('  told nothing so far')
    for (const delivery of deliveries) console.log(`  ${lineOf(delivery)}`)
  }
  return 0
}

function lineOf(delivery: ShownDelivery): string {
  const { type, createdAt, attempts } = delivery
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`
  return `${type}  ${instant(createdAt)}  ${tries}  ${stateOf(delivery)}`
}

function stateOf({ deliveredAt, failedAt, nextAttemptAt, ...told }: ShownDelivery): string {
  const { lastStatus, failure } = told
  // A failure that is only a number is the status of the answer.
  const why = failure === `${lastStatus}` ? `answered ${lastStatus}` : failure
  if (deliveredAt) return `delivered ${instant(deliveredAt)}`
  if (failedAt) return `given up ${instant(failedAt)}: ${why}`
  const next = `next attempt ${instant(nextAttemptAt)}`
  return why ? `waits: ${why}, ${next}` : `on its way, ${next}`
}

function instant(text: string): string {
  return Temporal.Instant.from(text).toString({ smallestUnit: 'second' })
}

async function remove(lenderId: string, endpointId: string): Promise<number> {
  const wish = { lenderId, endpointId, by: 'operator', now: Temporal.Now.instant() }
  const isDone = isUuid(endpointId) && (await transaction((tx) => removeEndpoint(tx, wish)))
  if (!isDone) return fail('This lender has no such address.', 1)
  console.log('Removed: it is told nothing from now on, not even what waits.')
  return 0
}
