import Stripe from 'stripe'
import type { Right } from '#lib/demo/stripe/api/rights.ts'
import { type StripeSandbox, stripeSandbox } from '#lib/demo/stripe/sandbox.ts'
import { serve } from '#lib/demo/world/http-server.ts'
import { memoryStore, type Store } from '#lib/demo/world/store.ts'

export const secretKey = 'sk_test_keyturn'
export const webhookSecret = 'whsec_keyturn'

export type RunningSandbox = {
  url: string
  sandbox: StripeSandbox
  /** The official client, talking to the sandbox. */
  stripe: Stripe
  /** Fills the hosted page of a session and submits it, as a browser without JavaScript does. */
  pay(sessionUrl: string, filled?: Filled): Promise<Paid>
  stop(): Promise<void>
}

/** What the payer types; `answer` is what they press on the 3-D Secure page. */
export type Filled = {
  card?: string
  expiry?: string
  cvc?: string
  email?: string
  name?: string
  method?: string
  answer?: 'complete' | 'fail'
}

/** Where the payer ended: sent to `location`, or on the page `text` again. */
export type Paid = { status: number; location: string | null; text: string }

export type SandboxSettings = {
  webhookUrl?: string
  store?: Store
  now?: () => number
  country?: string
  rights?: ReadonlySet<Right>
}

/** The sandbox Stripe over HTTP on a free port. */
export async function startStripeSandbox(settings: SandboxSettings = {}): Promise<RunningSandbox> {
  let sandbox: StripeSandbox | undefined
  const { port, close } = await serve(
    async (request) => (await sandbox?.handle(request)) ?? new Response(null, { status: 404 }),
    0,
  )
  const url = `http://127.0.0.1:${port}`
  const started = stripeSandbox({
    store: settings.store ?? memoryStore(),
    publicUrl: url,
    secretKey,
    webhook: settings.webhookUrl ? { url: settings.webhookUrl, secret: webhookSecret } : undefined,
    ...(settings.now ? { now: settings.now } : {}),
    ...(settings.country ? { country: settings.country } : {}),
    ...(settings.rights ? { rights: settings.rights } : {}),
  })
  sandbox = started
  return {
    url,
    sandbox: started,
    stripe: stripeClient(url),
    pay: payHostedPage,
    async stop() {
      await started.stop()
      await close()
    },
  }
}

export function stripeClient(url: string, key = secretKey, maxNetworkRetries = 0): Stripe {
  const { hostname, port } = new URL(url)
  return new Stripe(key, {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries,
    telemetry: false,
  })
}

async function payHostedPage(sessionUrl: string, filled: Filled = {}): Promise<Paid> {
  const page = await fetch(sessionUrl)
  const form = formOf(await page.text(), sessionUrl)
  form.fields.set('email', filled.email ?? 'payer@mail.example')
  form.fields.set('method', filled.method ?? form.fields.get('method') ?? 'card')
  form.fields.set('cardNumber', filled.card ?? '4242 4242 4242 4242')
  form.fields.set('cardExpiry', filled.expiry ?? '12 / 40')
  form.fields.set('cardCvc', filled.cvc ?? '123')
  form.fields.set('billingName', filled.name ?? 'Nimali Perera')
  const submitted = await submit(form)
  if (!submitted.location?.endsWith('/3ds')) return submitted
  if (!filled.answer) return submitted
  const challengeUrl = new URL(submitted.location, sessionUrl).href
  const challenge = formOf(await (await fetch(challengeUrl)).text(), challengeUrl)
  challenge.fields.set('answer', filled.answer)
  return submit(challenge)
}

type HtmlForm = { action: string; fields: URLSearchParams }

function formOf(page: string, pageUrl: string): HtmlForm {
  const form = /<form\b[^>]*method="post"[^>]*>[\s\S]*?<\/form>/.exec(page)?.[0]
  if (!form) throw new Error(`There is no form at ${pageUrl}`)
  const action = /<form\b[^>]*action="([^"]*)"/.exec(form)?.[1] ?? ''
  const fields = new URLSearchParams()
  for (const [input] of form.matchAll(/<input\b[^>]*>/g)) {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(input)?.[1] ?? ''
    const isLeftOut = attribute('type') === 'radio' && !/\bchecked\b/.test(input)
    if (!isLeftOut) fields.set(attribute('name'), attribute('value'))
  }
  return { action: new URL(action, pageUrl).href, fields }
}

async function submit({ action, fields }: HtmlForm): Promise<Paid> {
  const response = await fetch(action, { method: 'POST', body: fields, redirect: 'manual' })
  return {
    status: response.status,
    location: response.headers.get('location'),
    text: await response.text(),
  }
}
