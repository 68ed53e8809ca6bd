import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { changeEndpointSecret, endFormerEndpointSecret } from './endpoint-secret.ts'
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
       npm run webhooks -- --lender SLUG --new-secret ID
       npm run webhooks -- --lender SLUG --end-former-secret ID
       npm run webhooks -- --lender SLUG --remove ID

Adds an address that is told of holds (docs/lock-side.md) and prints its secret once; lists the addresses, each with
what it was told lately; gives one a new secret, beside which the one before signs until it is ended; removes one.`

const options = {
  add: { type: 'string' },
  list: { type: 'boolean' },
  'new-secret': { type: 'string' },
  'end-former-secret': { type: 'string' },
  remove: { type: 'string' },
} as const

const refusals: Record<EndpointRefusal, string> = {
  not_an_address:
    'This is not an address to tell: write it whole, with https://, without a name, password or #, at most 500 characters.',
  not_https: 'The address must begin with https://, so that nobody reads along.',
  private:
    'The address is in a private network. An installation that may reach it sets WEBHOOKS_TO_PRIVATE=1.',
  there_already: 'This address is told already. For a new secret: --new-secret ID.',
  too_many: `There are ${mostEndpoints} addresses already, and no more than that: remove one first.`,
}

const secretRefusals = {
  no_such_address: 'This lender has no such address.',
  two_secrets: 'Two secrets sign already. End the former one first: --end-former-secret ID.',
}

const uses = ['DATA_KEY', 'WEBHOOKS_TO_PRIVATE'] as const

const ways = [['add'], ['list'], ['new-secret'], ['end-former-secret'], ['remove']] as const

await runForLender({ usage, options, ways, uses }, (lenderId, asked) => {
  if (asked.list) return list(lenderId)
  const { 'new-secret': changed, 'end-former-secret': ended } = asked
  if (changed !== undefined) return changeSecret(lenderId, changed)
  if (ended !== undefined) return endFormer(lenderId, ended)
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

async function changeSecret(lenderId: string, endpointId: string): Promise<number> {
  const wish = { lenderId, endpointId, by: 'operator', now: Temporal.Now.instant() }
  if (!isUuid(endpointId)) return fail(secretRefusals.no_such_address, 1)
  const changed = await transaction((tx) => changeEndpointSecret(tx, wish))
  if ('refusal' in changed) return fail(secretRefusals[changed.refusal], 1)
  const signs = changed.isAlone
    ? 'It alone signs: the one before was lost with its DATA_KEY.'
    : `Every message is signed with it and with the one before, until\n--end-former-secret ${endpointId}`
  console.log(`${changed.secret}

Keep the secret now: it is not shown again. ${signs}`)
  return 0
}

async function endFormer(lenderId: string, endpointId: string): Promise<number> {
  const wish = { lenderId, endpointId, by: 'operator' }
  const isDone =
    isUuid(endpointId) && (await transaction((tx) => endFormerEndpointSecret(tx, wish)))
  if (!isDone) return fail('There is no former secret of such an address.', 1)
  console.log('Ended: only the newer secret signs.')
  return 0
}

async function list(lenderId: string): Promise<number> {
  const endpoints = await endpointsOf(database(), lenderId)
  if (endpoints.length === 0) console.log('No address is told of holds.')
  for (const { endpointId, url, createdAt, deliveries, ...secrets } of endpoints) {
    const former = secrets.hasFormerSecret ? `  two secrets since ${secrets.secretChangedAt}` : ''
    const lost = secrets.hasSecret ? '' : '  its secret was lost with its DATA_KEY: --new-secret'
    console.log(`${endpointId}  ${url}  added ${createdAt}${former}${lost}`)
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
