import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { currentLender } from '#app/current-lender.ts'
import { authOptions } from '#lib/accounts/auth-options.ts'

// One installation answers under many hosts; ours are checked against the lenders below.
process.env.AUTH_TRUST_HOST ??= '1'

// What a browser may ask next-auth for. The rest signs nobody in here; `_log` would write what anybody sends into the log.
const asked = ['session', 'csrf', 'signout', 'signin', 'error']

type Context = { params: Promise<{ nextauth: string[] }> }

async function answer(request: NextRequest, context: Context): Promise<Response> {
  const lender = await currentLender()
  const { nextauth } = await context.params
  if (!lender || !asked.includes(nextauth[0] ?? ''))
    return new Response('not found', { status: 404 })
  const response: Response = await NextAuth(request, context, authOptions(lender.host))
  // Looking at a session would give the cookie a new life, past the closing of a borrowed browser.
  if (nextauth[0] === 'session') response.headers.delete('set-cookie')
  return response
}

export { answer as GET, answer as POST }
