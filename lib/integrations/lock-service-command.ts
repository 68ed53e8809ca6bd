import { text } from 'node:stream/consumers'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { answersAt } from '#lib/gateways/mdm/answers-at.ts'
import { providers } from '#lib/gateways/mdm/registry.ts'
import { portalUrl } from '#lib/http/portal-url.ts'
import {
  connectLockService,
  endFormerSecret,
  type LockServiceWish,
  lockServicesOf,
} from './connect-lock-service.ts'
import { fail, runForLender } from './lender-command.ts'

const usage = `Usage: npm run lock-service -- --lender SLUG --provider http --url https://HOST/PATH [--secret-from-input]
       npm run lock-service -- --lender SLUG --provider http --url https://HOST/PATH --new-secret
       npm run lock-service -- --lender SLUG --provider http --end-former-secret
       npm run lock-service -- --lender SLUG --provider manual
       npm run lock-service -- --lender SLUG --list

Connects a lender with the service that locks its phones (docs/mdm-http.md), or with nobody: then a person opens each
phone by hand. A new connection gets a secret, printed once; --secret-from-input reads the agreed one instead. The same
again with another address moves it and keeps the secret. Another secret, agreed on or made (--new-secret), is valid beside
the one before, and both sign, until --end-former-secret.`

const options = {
  provider: { type: 'string' },
  url: { type: 'string' },
  'secret-from-input': { type: 'boolean' },
  'new-secret': { type: 'boolean' },
  'end-former-secret': { type: 'boolean' },
  list: { type: 'boolean' },
} as const

const refusals = {
  not_an_address: '--url must be an http or https address without a user, a query or a fragment.',
  short_secret: 'The secret must have at least 16 characters.',
  two_secrets: 'Two secrets are valid already. End the former one first: --end-former-secret.',
}

const secretsAsListed = {
  none: '  without a secret',
  kept: '',
  lost: '  its secret was lost with its DATA_KEY: --secret-from-input or --new-secret',
}

const uses = ['DATA_KEY', 'PORTAL_URL'] as const

const ways = [
  ['provider', 'url', 'secret-from-input?'],
  ['provider', 'url', 'new-secret'],
  ['provider', 'end-former-secret'],
  ['provider'],
  ['list'],
] as const

await runForLender({ usage, options, ways, uses }, async (lenderId, asked) => {
  if (asked.list) return list(lenderId)
  const { provider, url } = asked
  if (provider && asked['end-former-secret']) return endFormer(lenderId, provider)
  if (!provider || (url === undefined) !== (provider === 'manual')) return fail(usage, 2)
  if (!providers.includes(provider))
    return fail(`No lock provider “${provider}”; there are: ${providers.join(', ')}.`, 1)
  const secret = asked['secret-from-input'] ? (await text(process.stdin)).trim() : undefined
  const isNewSecretWanted = asked['new-secret']
  return connect({ lenderId, provider, baseUrl: url, secret, isNewSecretWanted })
})

async function connect(wish: Omit<LockServiceWish, 'by' | 'now'>): Promise<number> {
  const connected = await transaction((tx) =>
    connectLockService(tx, { ...wish, by: 'operator', now: Temporal.Now.instant() }),
  )
  if ('refusal' in connected) return fail(refusals[connected.refusal], 1)
  if (wish.baseUrl === undefined) {
    console.log('Connected: each unlock becomes a case for a person.')
    return 0
  }
  const { slug, host } = await lenderById(database(), wish.lenderId)
  console.log(
    connected.movedFrom
      ? `Moved: unlocks are sent to ${wish.baseUrl}, no longer to ${connected.movedFrom}.`
      : `Connected: unlocks are sent to ${wish.baseUrl}.`,
  )
  console.log(`Callbacks come to ${portalUrl(host)}/api/webhooks/mdm/${slug}/${wish.provider}`)
  const answer = await answersAt(wish.baseUrl)
  console.log(
    answer.ok
      ? 'Something answers at this address.'
      : `Nothing answers at this address so far: ${answer.why}. Unlocks wait until something does.`,
  )
  if (connected.isNew)
    console.log(
      'A new one is only watched: it opens nothing by the books until somebody says so at /desk/unlocks.',
    )
  if (connected.newSecret)
    console.log(`\n${connected.newSecret}\n\nKeep the secret now: it is not shown again.`)
  return 0
}

async function endFormer(lenderId: string, provider: string): Promise<number> {
  const wish = { lenderId, provider, by: 'operator' }
  if (!(await transaction((tx) => endFormerSecret(tx, wish))))
    return fail('There is no former secret of this lock service.', 1)
  console.log('Ended: only the newer secret is valid.')
  return 0
}

async function list(lenderId: string): Promise<number> {
  const services = await lockServicesOf(database(), lenderId)
  if (services.length === 0) console.log('No lock service is connected.')
  for (const service of services) {
    const { provider, baseUrl, pausedAt, pausedReason } = service
    const { watchingSince, watchingEndedAt } = service
    const secret = baseUrl ? secretsAsListed[service.secret] : ''
    const isFormerKept = service.formerSecret === 'kept'
    const former = isFormerKept ? `  two secrets since ${service.secretChangedAt}` : ''
    const paused = pausedAt ? `  stopped ${pausedAt}: ${pausedReason}` : ''
    const watched = watchingSince && !watchingEndedAt ? '  only watched: see /desk/unlocks' : ''
    console.log(`${provider}  ${baseUrl ?? 'by hand'}${secret}${former}${paused}${watched}`)
  }
  return 0
}
