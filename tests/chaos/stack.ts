import { setTimeout as sleep } from 'node:timers/promises'
import { pool } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { demoEnvironment } from '#lib/demo/environment.ts'
import { freePort } from '#lib/demo/free-port.ts'
import { type Borrower, givenBorrowers } from './borrowers.ts'
import { type Keeper, keep } from './keeper.ts'
import { keys, type Outside, startOutside } from './outside.ts'

export type Stack = {
  ports: number[]
  outside: Outside
  keeper: Keeper
  borrowers: Borrower[]
  stop(): Promise<void>
}

type StackSize = { databaseUrl: string; portals: number; workers: number; loans: number }

/** The whole product around a world of its own: portals, workers, books with `loans` locked phones. */
export async function startStack({
  databaseUrl,
  portals,
  workers,
  loans,
}: StackSize): Promise<Stack> {
  const ports: number[] = []
  for (let index = 0; index < portals; index += 1) ports.push(await freePort())
  const [first = 0] = ports
  const outside = await startOutside({
    webhookUrl: `http://127.0.0.1:${first}/api/webhooks/stripe`,
    callbackBase: `http://127.0.0.1:${ports.at(-1)}`,
  })
  const environment = environmentFor(outside, databaseUrl, first)
  Object.assign(process.env, environment)
  await migrate(pool())
  const borrowers = await givenBorrowers(outside, loans)
  const keeper = keep(environment, { ports, workers })
  for (const port of ports) await untilReady(port)
  return {
    ports,
    outside,
    keeper,
    borrowers,
    async stop() {
      await keeper.stop()
      await outside.close()
    },
  }
}

function environmentFor(
  outside: Outside,
  databaseUrl: string,
  port: number,
): Record<string, string> {
  return {
    ...demoEnvironment({ url: () => databaseUrl }),
    PORTAL_URL: `http://localhost:${port}`,
    STRIPE_SECRET_KEY: keys.secretKey,
    STRIPE_WEBHOOK_SECRET: keys.webhookSecret,
    STRIPE_API_BASE: outside.url,
    SMTP_URL: `smtp://127.0.0.1:${outside.smtpPort}`,
    SMS_URL: `${outside.url}/sms`,
    LOG_LEVEL: 'silent',
  }
}

/** Waits until the portal at this port answers. */
export async function untilReady(port: number): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health/ready`).catch(() => undefined)
    if (answer?.ok) return
    await sleep(100)
  }
  throw new Error(`the portal at ${port} did not answer within 30 seconds`)
}
