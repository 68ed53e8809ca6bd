import './own-node.ts'
import { faultsIn, type Setting } from './env.ts'

/** What everything uses that reads or writes. */
export const databaseUses = [
  'DATABASE_URL',
  'DATABASE_POOL',
  'DATABASE_STATEMENT_SECONDS',
  'DATABASE_LOCK_SECONDS',
  'DATABASE_IDLE_SECONDS',
  'DATABASE_CONNECT_SECONDS',
] as const satisfies Setting[]

/** What the portal uses. */
export const portalUses = [
  ...databaseUses,
  'CLOCK_TOLERANCE_SECONDS',
  'PORTAL_URL',
  'NEXTAUTH_SECRET',
  'DATA_KEY',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'STRIPE_API_BASE',
  'TRUST_PROXY',
  'LENDERS_LISTED',
  'SECURITY_CONTACT',
] as const satisfies Setting[]

export const workerUses = [
  ...databaseUses,
  'CLOCK_TOLERANCE_SECONDS',
  'WORKER_SLOTS',
  'PORTAL_URL',
  'DATA_KEY',
  'STRIPE_SECRET_KEY',
  'STRIPE_API_BASE',
  'SMTP_URL',
  'MAIL_FROM',
  'SMS_URL',
  'WEBHOOKS_TO_PRIVATE',
  'WORKER_PORT',
] as const satisfies Setting[]

/** The first act of every process: ends it when a setting that it uses is missing or wrong, having said them all. */
export function begin(uses: readonly Setting[]): void {
  const faults = faultsIn(uses)
  if (faults.length > 0)
    endWith(`The environment is not complete:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
}

/** Ends this process with a sentence for whoever started it. */
export function endWith(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
