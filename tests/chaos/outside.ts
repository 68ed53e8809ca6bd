import { mailbox } from '#lib/demo/mailbox/mailbox.ts'
import { type MdmSandbox, mdmSandbox } from '#lib/demo/mdm/sandbox.ts'
import { type StripeSandbox, stripeSandbox } from '#lib/demo/stripe/sandbox.ts'
import { serve } from '#lib/demo/world/http-server.ts'
import { memoryStore } from '#lib/demo/world/store.ts'

export const keys = { secretKey: 'sk_test_chaos', webhookSecret: 'whsec_chaos' }
export const lockServiceSecret = 'secret of the lock service'

/** Stands between the portal and the world: may end a process before or after the world has acted. */
export type Interception = (request: Request, act: () => Promise<Response>) => Promise<Response>

/** Where Stripe posts its events, on their way to the portal. */
export const webhookPath = '/webhooks/stripe'

type UnlockHeard = { commandId: string; intent: string; device: string }

export type Outside = {
  url: string
  smtpPort: number
  stripe: StripeSandbox
  mdm: MdmSandbox
  /** Every unlock the lock service was sent, repetitions included. */
  heard: UnlockHeard[]
  /** How often each phone went from locked to open. */
  opened: Map<string, number>
  intercept(by: Interception | undefined): void
  turn(name: string, value: string): Promise<void>
  close(): Promise<void>
}

/** Stripe, the lock service with its phones, and the mailbox, in this process, which nobody kills. */
export async function startOutside(portals: {
  webhookUrl: string
  callbackBase: string
  /** What the lock service was told to sign with, where it is not its own. */
  secretOf?: () => string
}): Promise<Outside> {
  let interception: Interception | undefined
  let handle: (request: Request) => Promise<Response> = async () =>
    new Response(null, { status: 503 })
  const server = await serve((request) => handle(request), 0)
  const url = `http://127.0.0.1:${server.port}`
  const stripe = stripeSandbox({
    store: memoryStore(),
    publicUrl: url,
    secretKey: keys.secretKey,
    webhook: { url: url + webhookPath, secret: keys.webhookSecret },
  })
  const mdm = mdmSandbox({
    store: memoryStore(),
    callbackBase: portals.callbackBase,
    secretOf: portals.secretOf ?? (() => lockServiceSecret),
    checkInMs: [20, 400],
    slowMs: 1_000,
    delayedMs: 5_000,
  })
  const mail = await mailbox({ store: memoryStore(), smtpPort: 0 })
  const parts = [stripe, mdm, mail]
  const heard: UnlockHeard[] = []
  const act = async (request: Request) => {
    if (new URL(request.url).pathname === webhookPath) return passOn(request, portals.webhookUrl)
    for (const part of parts) {
      const answer = await part.handle(request)
      if (answer) return answer
    }
    return new Response(null, { status: 404 })
  }
  handle = async (request) => {
    await listen(heard, request.clone())
    return interception ? interception(request, () => act(request)) : act(request)
  }
  return {
    url,
    smtpPort: mail.smtpPort,
    stripe,
    mdm,
    heard,
    opened: countOpenings(mdm),
    intercept(by) {
      interception = by
    },
    async turn(name, value) {
      await (name.startsWith('stripe.') ? stripe : mdm).turn(name, value)
    },
    async close() {
      await server.close()
      await Promise.all(parts.map((part) => part.stop()))
    },
  }
}

// Stripe's calls to the portal go through here too, so that one can be cut off when the portal has done its work.
async function passOn(request: Request, url: string): Promise<Response> {
  const headers = { 'stripe-signature': request.headers.get('stripe-signature') ?? '' }
  const body = await request.text()
  const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined)
  return new Response(null, { status: answer?.status ?? 502 })
}

async function listen(heard: UnlockHeard[], request: Request): Promise<void> {
  const device = unlockOf(request)
  if (!device) return
  const { commandId, intent } = (await request.json()) as { commandId: string; intent: object }
  heard.push({ commandId, intent: JSON.stringify(intent), device })
}

/** The device this request asks the lock service to open; undefined when it asks for something else. */
export function unlockOf({ method, url }: Pick<Request, 'method' | 'url'>): string | undefined {
  return method === 'POST' ? /\/v1\/devices\/([^/]+)\/unlocks$/.exec(url)?.[1] : undefined
}

function countOpenings(mdm: MdmSandbox): Map<string, number> {
  const opened = new Map<string, number>()
  const locked = new Map<string, boolean>()
  mdm.onChange((phone) => {
    if (locked.get(phone.id) && !phone.locked) opened.set(phone.id, (opened.get(phone.id) ?? 0) + 1)
    locked.set(phone.id, phone.locked)
  })
  return opened
}
