import { type NextRequest, NextResponse } from 'next/server'
import { saysOldFaults, withoutFaults } from '#components/ui/without-faults.ts'
import { isFromHere } from '#lib/http/own-form.ts'
import { apiMethods, pageMethods, turnedAwayWith } from '#lib/http/turned-away.ts'
import { sentAnew, typedIn } from '#lib/http/typed-before.ts'
import {
  cookieFor,
  languageAsked,
  languageField,
  letterLanguageCookie,
} from '#lib/i18n/in-language.ts'

/** Security headers on every page, with a fresh nonce for its scripts and styles. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl
  const turnedAway =
    turnedAwayWith(request.method, pathname + search) ?? (isForeignForm(request) ? 403 : undefined)
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
  const isDrawn = isPage(pathname) && (!turnedAway || turnedAway === 400)
  const policy = isDrawn ? contentSecurityPolicy(nonce) : noPage
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-path', pathname + search)
  headers.set('content-security-policy', policy)
  const turn = crypto.randomUUID()
  headers.delete('x-turn')
  if (isPlainForm(request)) headers.set('x-turn', turn)
  const isAnew = isSentAnew(request)
  const language = await languageWanted(request)
  headers.delete('x-typed')
  headers.delete('x-in-language')
  if (isAnew || language) await showAgain(request, headers)
  if (language) speak(request, headers, cookieFor(language))
  const isOld = isDrawn && isOfOldFaults(request)
  const response =
    turnedAway && !isDrawn
      ? turnAway(pathname, turnedAway)
      : isOld
        ? withoutOldFaults(request)
        : passOn(turnedAway && new URL('/turned-away/400', request.url), headers)
  response.headers.set('Content-Security-Policy', policy)
  for (const [name, value] of always) response.headers.set(name, value)
  if (isAnew) response.cookies.delete(sentAnew)
  if (language) response.cookies.set(cookieFor(language))
  const letter = isDrawn && request.method === 'GET' && languageAsked(new URL(request.url))
  if (letter) response.cookies.set(cookieFor(letter, letterLanguageCookie))
  if (changesPages(request)) takeTurn(request, response, turn)
  if (isHttps(request))
    response.headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
  return response
}

export const config = { matcher: '/((?!_next/static|icon|apple-touch-icon).*)' }

// Next refuses it as well, as if it were a fault of ours.
function isForeignForm({ method, headers, nextUrl: { pathname } }: NextRequest): boolean {
  return method === 'POST' && isPage(pathname) && !isFromHere(headers)
}

// A form of the build before, whose action is no more, sent once more (answer-status.ts).
function isSentAnew(request: NextRequest): boolean {
  return isPlainForm(request) && request.cookies.has(sentAnew)
}

// A form that no script has sent.
function isPlainForm({ method, headers, nextUrl: { pathname } }: NextRequest): boolean {
  return method === 'POST' && isPage(pathname) && !headers.has('next-action')
}

// Its page is drawn, with what was typed; as no form, or Next would look for the action again.
async function showAgain(request: NextRequest, headers: Headers): Promise<void> {
  const form = await request.formData().catch(() => new FormData())
  headers.set('x-typed', typedIn(form))
  headers.set('content-type', 'text/plain')
}

// Its page is drawn in the language asked for.
function speak(request: NextRequest, headers: Headers, { name, value }: Spoken): void {
  request.cookies.set(name, value)
  headers.set('cookie', request.cookies.toString())
  headers.set('x-in-language', value)
}

// A form of such a page goes to the same address: it asks for a language only where the button of one has sent it.
async function languageWanted(request: NextRequest): Promise<ReturnType<typeof languageAsked>> {
  const language = isPlainForm(request) ? languageAsked(new URL(request.url)) : undefined
  if (!language) return undefined
  const form = await request
    .clone()
    .formData()
    .catch(() => new FormData())
  return form.has(languageField) ? language : undefined
}

type Spoken = ReturnType<typeof cookieFor>

// What is no page needs nothing: opened as one, it runs nothing, asks for nothing, and stands in nobody's frame.
const noPage = "default-src 'none'; sandbox; frame-ancestors 'none'"

function isPage(pathname: string): boolean {
  return !/^\/api(?:\/|$)|\/photos\/[^/]+$|\.csv$/.test(pathname)
}

const whyTurnedAway = {
  400: { code: 'bad_request', message: 'Bad request' },
  403: { code: 'forbidden', message: 'Forbidden' },
  405: { code: 'method_not_allowed', message: 'Method not allowed' },
}

// Who typed or copied an address that cannot be read gets a page with a way on.
function passOn(to: URL | undefined, headers: Headers): NextResponse {
  const request = { headers }
  return to ? NextResponse.rewrite(to, { request }) : NextResponse.next({ request })
}

function turnAway(pathname: string, status: 400 | 403 | 405): NextResponse {
  const error = whyTurnedAway[status]
  const isOfApi = pathname.startsWith('/api/v1/')
  const allowed = isOfApi ? apiMethods : isPage(pathname) && pageMethods
  const init = {
    status,
    headers: { ...(status === 405 && allowed && { Allow: allowed.join(', ') }) },
  }
  return isOfApi ? NextResponse.json({ error }, init) : new NextResponse(error.message, init)
}

/**
 * Whether what other pages say may be another after this request: a form was sent, or somebody comes back from Stripe.
 * A form sent by script is left alone: its pages are asked for anew, and a cookie would have Next render the page under it
 * again, with what somebody else did meanwhile in the place of what was typed.
 */
function changesPages(request: NextRequest): boolean {
  return isPlainForm(request) || request.nextUrl.pathname.startsWith('/return/')
}

// Chromium keeps pages whole for its Back button, `no-store` or not, until a cookie that no script can read changes. And
// what was wrong with a form is told until then.
function takeTurn(request: NextRequest, response: NextResponse, turn: string): void {
  const secure = isHttps(request)
  response.cookies.set(turnName(request), turn, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
  })
}

function turnName(request: NextRequest): string {
  return isHttps(request) ? '__Host-turn' : 'turn'
}

// A form is taken wherever it stands: beside another tab, or once the language was changed.
function isOfOldFaults(request: NextRequest): boolean {
  if (request.method === 'POST') return false
  return saysOldFaults(request.url, request.cookies.get(turnName(request))?.value)
}

// Whoever goes back after another form finds the page as it is, not what was wrong before.
function withoutOldFaults({ url }: NextRequest): NextResponse {
  return NextResponse.redirect(withoutFaults(url), 303)
}

const always = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  // Not no-referrer: that makes browsers send `Origin: null` with our own forms, and the check of
  // server actions against foreign sites reads the origin. Other sites see nothing either way.
  ['Referrer-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cache-Control', 'private, no-store'],
] as const

function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development'
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    `form-action ${formTargets().join(' ')}`,
    "frame-ancestors 'none'",
  ].join('; ')
}

// A form may end, by redirect, on the card payment page: browsers hold redirects to this list too.
function formTargets(): string[] {
  const sandbox = process.env.STRIPE_API_BASE
  return ["'self'", 'https://checkout.stripe.com', ...(sandbox ? [new URL(sandbox).origin] : [])]
}

function isHttps(request: NextRequest): boolean {
  const forwarded = request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim()
  return (forwarded ?? request.nextUrl.protocol.replace(':', '')) === 'https'
}
