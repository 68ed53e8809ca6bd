import pg from 'pg'
import { env } from '#lib/env.ts'

const notReached = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
])

const notTrusted = new Set([
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** Why PostgreSQL does not serve, as one sentence; undefined: the cause is another. */
export function whyNotServed(cause: unknown): string | undefined {
  const code = codeOf(cause)
  if (code === undefined) return undefined
  // As the client reads the address: a socket, and what it goes by where the address says nothing.
  const client = new pg.Client({ connectionString: env().DATABASE_URL })
  const { user = '', database: name = '' } = client
  const host = client.host.startsWith('/') ? client.host : `${client.host}:${client.port}`
  if (notReached.has(code)) return `No PostgreSQL answers at ${host} (${code}).`
  if (notTrusted.has(code))
    return `The certificate of PostgreSQL at ${host} is not trusted (${code}): name its authority in DATABASE_URL (sslrootcert=FILE), or encrypt without checking it (sslmode=no-verify).`
  switch (code) {
    case '28P01':
    case '28000':
      return `PostgreSQL at ${host} does not let "${user}" in: the password or the name in DATABASE_URL is wrong.`
    case '3D000':
      return `PostgreSQL at ${host} has no database "${name}": make it first (createdb ${name}).`
    case '42501':
      return `"${user}" may not do this in the database "${name}": make it the database's owner.`
    case '25006':
      return `PostgreSQL at ${host} only reads: DATABASE_URL must name the primary server.`
    case '42P01':
      return `The database "${name}" has not been prepared: run npm run migrate first.`
    case '53300':
      return `PostgreSQL at ${host} has no connection left.`
    case '57P03':
      return `PostgreSQL at ${host} is starting or stopping.`
    default:
      return undefined
  }
}

function codeOf(cause: unknown): string | undefined {
  const { code } = Object(cause) as { code?: unknown }
  return typeof code === 'string' ? code : undefined
}
