import { setTimeout as sleep } from 'node:timers/promises'
import { ask } from '#tests/support/http.ts'
import { type Borrower, lenderSlug } from './borrowers.ts'
import type { Chance } from './chance.ts'
import type { Outside } from './outside.ts'

// About two minutes: the weather keeps Stripe away for up to one now and then.
const patienceTries = 240

export type Payer = {
  outside: Outside
  ports: number[]
  random: Chance
  /** How often the button is tried before giving up. */
  patience?: number
  /** The lender's own, where it is not the one of this run. */
  host?: string
}

/** A person with the pay link: opens the page, presses the button, pays at Stripe, perhaps comes back. Fails are tried again. */
export async function payAsPerson(payer: Payer, borrower: Borrower): Promise<void> {
  const { random, outside } = payer
  const mood = random.next()
  const comesBack = random.next() < 0.5
  const isDeclined = mood < 0.15
  const count = mood > 0.85 ? 2 : 1
  const checkouts = await Promise.all(
    Array.from({ length: count }, () => openCheckout(payer, borrower)),
  )
  // Some look at the price and leave.
  if (mood >= 0.15 && mood < 0.25) return
  await sleep(random.below(300))
  for (const url of new Set(checkouts)) {
    const sessionId = url.slice(url.lastIndexOf('/') + 1)
    if (isDeclined) outside.stripe.pay(sessionId, { number: '4000000000000002' })
    const answer = outside.stripe.pay(sessionId)
    if (answer.outcome === 'paid' && comesBack) await comeBack(payer, sessionId)
  }
}

async function comeBack(payer: Payer, sessionId: string): Promise<void> {
  const successUrl = payer.outside.stripe.objects.sessions.get(sessionId)?.session.success_url
  if (successUrl) await visit(payer, { path: new URL(successUrl).pathname }).catch(() => undefined)
}

/** Opens the hosted page for this phone's arrears through the portal's own form, as a browser without JavaScript does. */
export async function openCheckout(
  payer: Payer,
  { payCode }: Pick<Borrower, 'payCode'>,
): Promise<string> {
  let last = ''
  for (let tries = 0; tries < (payer.patience ?? patienceTries); tries += 1) {
    if (tries > 0) await sleep(250 + payer.random.below(500))
    const path = `/p/${payCode}${last.includes('another_open') ? '?refusal=another_open' : ''}`
    const page = await visit(payer, { path }).catch(() => undefined)
    const form = page?.status === 200 && formIn(page.text)
    if (!form) continue
    if (last.includes('another_open')) form.set('confirmAnother', 'yes')
    const answer = await visit(payer, { path, form }).catch(() => undefined)
    last = String(answer?.headers.location ?? '')
    if (last.includes('/checkout/')) return last
  }
  throw new Error(`nobody could open Checkout with /p/${payCode}; last answer: ${last}`)
}

async function visit(payer: Payer, { path, form }: { path: string; form?: FormData }) {
  const port = payer.ports[Math.floor(payer.random.below(payer.ports.length))] ?? 0
  const host = payer.host ?? `${lenderSlug}.localhost:${port}`
  const url = `http://127.0.0.1:${port}${path}`
  if (!form) return ask(url, { headers: { host } })
  const encoded = new Response(form)
  const contentType = encoded.headers.get('content-type') ?? ''
  const body = await encoded.text()
  const headers = { host, origin: `http://${host}`, 'content-type': contentType }
  return ask(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    body,
  })
}

function formIn(page: string): FormData | undefined {
  const markup = /<form\b[^>]*>[\s\S]*?<\/form>/g
  const own = page.match(markup)?.find((one) => one.includes('shownMinor'))
  if (!own) return undefined
  const form = new FormData()
  for (const [input] of own.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)) {
    const attribute = (name: string) =>
      (new RegExp(`\\b${name}="([^"]*)"`).exec(input)?.[1] ?? '').replaceAll('&quot;', '"')
    form.set(attribute('name'), attribute('value'))
  }
  return form
}
