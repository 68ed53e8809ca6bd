import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BundledPostgres } from './postgres.ts'

export const ports = {
  web: Number(process.env.PORT || 3000),
  world: Number(process.env.WORLD_PORT || 3100),
  smtp: Number(process.env.SMTP_PORT || 3125),
}

/** Everything the portal needs to run beside the sandbox world. Real Stripe keys in the environment win. */
export function demoEnvironment(postgres: Pick<BundledPostgres, 'url'>): Record<string, string> {
  const world = `http://127.0.0.1:${ports.world}`
  const ownStripe = process.env.STRIPE_SECRET_KEY
  return {
    DATABASE_URL: postgres.url('keyturn'),
    WORLD_DATABASE_URL: postgres.url('world'),
    PORTAL_URL: `http://localhost:${ports.web}`,
    NEXTAUTH_SECRET: demoSecret('nextauth'),
    DATA_KEY: createHash('sha256').update(demoSecret('data')).digest('base64'),
    ...(ownStripe
      ? {}
      : {
          STRIPE_SECRET_KEY: 'sk_test_sandbox',
          STRIPE_WEBHOOK_SECRET: 'whsec_sandbox',
          STRIPE_API_BASE: world,
        }),
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    SMS_URL: `${world}/sms`,
    MAIL_FROM: 'Keyturn <portal@keyturn.example>',
    WEBHOOKS_TO_PRIVATE: '1',
    LENDERS_LISTED: '1',
    LOG_LEVEL: 'warn',
  }
}

/** Secrets of the demo are no secrets: the same on every machine, and only ever used on loopback. */
export function demoSecret(name: string): string {
  return createHash('sha256').update(`keyturn demo ${name}`).digest('hex')
}

const placeOf = (folder: string) => join(folder, 'addresses.json')
const addresses = ['PORTAL_URL', 'STRIPE_API_BASE', 'SMTP_URL', 'SMS_URL'] as const

/** Keeps beside the data where the parts of this demo answer, for commands that are run while it is up. */
export function noteAddresses(folder: string, environment: Record<string, string>): void {
  const noted = Object.fromEntries(addresses.map((name) => [name, environment[name]]))
  writeFileSync(placeOf(folder), JSON.stringify(noted))
}

/** Where the parts of the demo on this data answer, or did last. */
export function notedAddresses(folder: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(placeOf(folder), 'utf8'))
  } catch {
    return {}
  }
}
