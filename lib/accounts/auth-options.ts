import type { NextAuthOptions, Session } from 'next-auth'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { env } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import { cookieName, cookieOptions } from './session-cookie.ts'
import { absoluteHours, endSession, findSession } from './sessions.ts'

/** next-auth for one host: it owns the cookie; whether the session still stands is read from its row each time. */
export function authOptions(host: string): NextAuthOptions {
  return {
    providers: [],
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: absoluteHours * 60 * 60 },
    cookies: {
      sessionToken: { name: cookieName('next-auth.session-token'), options: cookieOptions() },
    },
    pages: { signIn: '/sign-in', signOut: '/sign-out', error: '/sign-in' },
    callbacks: {
      session: ({ token }) => sessionOf(token.secret, host),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.secret !== 'string') return
        const { secret } = token
        await transaction((tx) => endSession(tx, secret, Temporal.Now.instant()))
      },
    },
    logger: {
      error: (code, metadata) => log.warn({ code, err: metadata }, 'next-auth refused'),
      warn: (code) => log.debug({ code }, 'next-auth warning'),
      debug: () => {},
    },
  }
}

async function sessionOf(secret: unknown, host: string): Promise<Session> {
  const now = Temporal.Now.instant()
  const found = typeof secret === 'string' && (await findSession(database(), { secret, host, now }))
  if (!found) return {} as Session
  return { user: { name: found.borrower.name }, expires: found.endsAt.toString() }
}
