import { timingSafeEqual } from 'node:crypto'
import { accountId } from '#lib/demo/stripe/objects/account.ts'
import type { Sandbox } from '#lib/demo/stripe/sandbox-state.ts'
import { apiVersion } from '#lib/demo/stripe/webhooks.ts'
import { ApiError } from './api-error.ts'
import { expanded } from './expand.ts'
import { type FormObject, parseForm } from './form-body.ts'
import { type Answer, idempotency } from './idempotency.ts'
import { newId } from './identifiers.ts'
import { type Right, requireRights, rightsFor } from './rights.ts'
import { routeAt } from './routes.ts'

const slowMs = 5_000

type ApiOptions = {
  sandbox: Sandbox
  secretKey: string
  /** The key is a restricted one with these rights; undefined: it may do everything. */
  rights: ReadonlySet<Right> | undefined
}

export function stripeApi({ sandbox, secretKey, rights }: ApiOptions) {
  const once = idempotency({ answers: sandbox.books.answers, now: sandbox.now })

  return async function answer(request: Request): Promise<Response> {
    const requestId = newId('req_', 14)
    const headers = new Headers({
      'content-type': 'application/json',
      'request-id': requestId,
      'stripe-version': request.headers.get('stripe-version') ?? apiVersion,
    })
    const key = request.method === 'POST' ? request.headers.get('idempotency-key') : null
    if (key) headers.set('idempotency-key', key)
    try {
      const given = await reply(request, { requestId, key })
      if (given.isReplayed) headers.set('idempotent-replayed', 'true')
      // A kept 500 stays the answer: asking again with the same key is no use.
      if (given.status === 500 && key) headers.set('stripe-should-retry', 'false')
      return new Response(given.body, { status: given.status, headers })
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      return new Response(JSON.stringify(cause.body(requestId)), { status: cause.status, headers })
    }
  }

  function isGiven(right: Right): boolean {
    return !takenBySwitch(sandbox, right) && (!rights || rights.has(right))
  }

  function slowly(requestId: string): Promise<void> {
    const { agenda, now } = sandbox
    return new Promise((resolve) => agenda.at(`answer ${requestId}`, now() + slowMs, resolve))
  }

  async function reply(
    request: Request,
    { requestId, key }: { requestId: string; key: string | null },
  ) {
    const mode = sandbox.switches.value('stripe.api')
    if (mode === 'down')
      throw new ApiError(503, { type: 'api_error', message: 'The sandbox is switched to be down.' })
    authenticate(request, secretKey)
    requireOwnAccount(request)
    const { pathname, search } = new URL(request.url)
    const route = routeAt(request.method, pathname.slice('/v1'.length))
    if (!route) throw unknownAddress(request.method, pathname)
    const sent = request.method === 'POST' ? await request.text() : search.slice(1)
    const { expand, ...parameters } = parseForm(sent)
    const paths = pathsOf(expand)
    requireRights(rightsFor(route.right, paths), isGiven)
    const { work } = route
    async function act(): Promise<Answer> {
      if (mode === 'slow') await slowly(requestId)
      const cause = { id: requestId, idempotency_key: key }
      return attempt(requestId, () => {
        const object = work({ sandbox, parameters, cause })
        if (mode === 'fails_after' && request.method === 'POST') throw new Error('switched to fail')
        return expanded(sandbox.books, object, paths)
      })
    }
    if (!key) return { ...(await act()), isReplayed: false }
    return once({ key, method: request.method, path: pathname, parameters: canonical(sent) }, act)
  }
}

// Refusals from before the work began leave the key free; everything after is kept, a 500 too.
function attempt(requestId: string, work: () => object): Answer {
  try {
    return { status: 200, body: JSON.stringify(work(), undefined, 2), isKept: true }
  } catch (cause) {
    const error =
      cause instanceof ApiError
        ? cause
        : new ApiError(500, {
            type: 'api_error',
            message: 'An unknown error occurred',
            executed: true,
          })
    const body = JSON.stringify(error.body(requestId))
    return { status: error.status, body, isKept: error.detail.executed ?? false }
  }
}

function takenBySwitch({ switches }: Sandbox, right: Right): boolean {
  if (right === 'Charges and Refunds: write')
    return switches.value('stripe.refunds') === 'forbidden'
  if (!/^(Disputes|Events):/.test(right)) return false
  return switches.value('stripe.reading') === 'forbidden'
}

function authenticate(request: Request, secretKey: string): void {
  const [scheme = '', credentials = ''] = (request.headers.get('authorization') ?? '').split(' ')
  const isBasic = scheme.toLowerCase() === 'basic'
  const given = isBasic
    ? (Buffer.from(credentials, 'base64').toString().split(':')[0] ?? '')
    : credentials
  if (!given)
    throw new ApiError(401, {
      message:
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    })
  const [a, b] = [Buffer.from(given), Buffer.from(secretKey)]
  if (a.length === b.length && timingSafeEqual(a, b)) return
  throw new ApiError(401, {
    message: `Invalid API Key provided: ${given.slice(0, 8)}****${given.slice(-4)}`,
  })
}

// Asked on behalf of an account that is not connected to this one.
function requireOwnAccount(request: Request): void {
  const account = request.headers.get('stripe-account')
  if (!account || account === accountId) return
  throw new ApiError(403, {
    message: `The provided key does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
    code: 'account_invalid',
  })
}

function unknownAddress(method: string, path: string): ApiError {
  return new ApiError(404, {
    message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  })
}

function pathsOf(expand: FormObject[string] | undefined): string[] {
  if (expand === undefined) return []
  if (Array.isArray(expand) && expand.every((path) => typeof path === 'string')) return expand
  throw new ApiError(400, { message: 'Invalid array', param: 'expand' })
}

function canonical(sent: string): string {
  const sorted = new URLSearchParams(sent)
  sorted.sort()
  return sorted.toString()
}
