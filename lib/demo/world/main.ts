import pg from 'pg'
import { demoSecret } from '#lib/demo/environment.ts'
import { mailbox } from '#lib/demo/mailbox/mailbox.ts'
import { mdmSandbox } from '#lib/demo/mdm/sandbox.ts'
import { stripeSandbox } from '#lib/demo/stripe/sandbox.ts'
import { happenings } from './happenings.ts'
import { startWorld } from './server.ts'
import { postgresStore } from './store.ts'

// The outside world as a process: node lib/demo/world/main.ts, with the environment of the demo.
const port = Number(process.env.WORLD_PORT || 3100)
const smtpPort = Number(process.env.SMTP_PORT || 3125)
const portalUrl = process.env.PORTAL_URL || 'http://localhost:3000'
const pool = new pg.Pool({ connectionString: process.env.WORLD_DATABASE_URL, max: 4 })
pool.on('error', () => {})

let world: Awaited<ReturnType<typeof startWorld>> | undefined
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, stop)
world = await start().catch(refuse)
process.send?.('ready')

async function start() {
  const store = await postgresStore(pool)
  const wire = happenings()
  const mdm = mdmSandbox({
    store,
    callbackBase: portalUrl,
    secretOf: (lenderSlug) => demoSecret(`mdm ${lenderSlug}`),
    say: wire.add,
  })
  return startWorld({ port, mdm, portalUrl, wire, parts: await otherParts(store) })
}

async function otherParts(store: Awaited<ReturnType<typeof postgresStore>>) {
  const stripe = stripeSandbox({
    store,
    // The very origin that the portal lets its forms lead to.
    publicUrl: process.env.STRIPE_API_BASE || `http://127.0.0.1:${port}`,
    secretKey: process.env.STRIPE_SECRET_KEY || 'sk_test_sandbox',
    webhook: {
      url: `${portalUrl}/api/webhooks/stripe`,
      secret: process.env.STRIPE_WEBHOOK_SECRET?.split(',')[0]?.trim() || 'whsec_sandbox',
    },
  })
  return [stripe, await mailbox({ store, smtpPort })]
}

async function stop(): Promise<void> {
  await world?.close()
  await pool.end()
  process.exit(0)
}

function refuse(cause: NodeJS.ErrnoException & { port?: number }): never {
  const taken = cause.code === 'EADDRINUSE'
  const sentence = taken
    ? `Port ${cause.port ?? port} is in use. Stop what uses it, or choose another with ${cause.port === smtpPort ? 'SMTP_PORT' : 'WORLD_PORT'}.`
    : `The outside world cannot start: ${cause.message}`
  console.error(sentence)
  process.exit(1)
}
