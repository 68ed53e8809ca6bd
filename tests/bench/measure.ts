import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import autocannon from 'autocannon'
import { ask } from '#tests/support/http.ts'
import type { OpenPayment } from './books.ts'
import type { LockServiceStub } from './lock-service.ts'
import { paidWebhook, type SignedWebhook } from './webhook.ts'

type Spread = { p50: number; p99: number }

export function spreadOf(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99) }
}

/** Ms from posting the webhook to the unlock request arriving at the lock service, at `perSecond` payments a second. */
export async function webhookToLockService(
  portal: string,
  payments: OpenPayment[],
  { lockService, perSecond }: { lockService: LockServiceStub; perSecond: number },
): Promise<Spread> {
  const sentAt = new Map<string, number>()
  for (const { paymentId, providerDeviceId } of payments) {
    const { body, headers } = paidWebhook(paymentId)
    sentAt.set(providerDeviceId, performance.now())
    void ask(`${portal}/api/webhooks/stripe`, { method: 'POST', body, headers })
    await sleep(1000 / perSecond)
  }
  await sleep(2_000)
  const waits = [...sentAt].map(
    ([device, at]) => (lockService.arrivedAt.get(device) ?? Number.POSITIVE_INFINITY) - at,
  )
  return spreadOf(waits)
}

/** Ms of one request after another. */
export async function oneByOne(
  count: number,
  request: (index: number) => Promise<unknown>,
): Promise<Spread> {
  const took: number[] = []
  for (let index = 0; index < count; index += 1) {
    const startedAt = performance.now()
    await request(index)
    took.push(performance.now() - startedAt)
  }
  return spreadOf(took)
}

/** Answers a second to `webhooks`, each sent once, 16 at a time. Throws when one is not answered 2xx. */
export async function postsPerSecond(url: string, webhooks: SignedWebhook[]): Promise<number> {
  let next = 0
  const result = await autocannon({
    url,
    connections: 16,
    amount: webhooks.length,
    method: 'POST',
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => ({ ...request, ...webhooks[next++ % webhooks.length] }),
      },
    ],
  })
  if (result['2xx'] !== webhooks.length)
    throw new Error(`${url}: ${result['2xx']} of ${webhooks.length} answered`)
  return webhooks.length / ((result.finish.getTime() - result.start.getTime()) / 1000)
}

/** Answers a second to a GET over `seconds`. */
async function getsPerSecond(
  url: string,
  headers: Record<string, string>,
  seconds = 8,
): Promise<number> {
  const result = await autocannon({ url, connections: 16, duration: seconds, headers })
  if (result.non2xx > 0) throw new Error(`${url}: ${result.non2xx} answers were not 2xx`)
  return result.requests.average
}

/** A page's answers a second beside the empty page's: in turns, so that a machine that slows down slows both down. */
export async function besideFloor(
  portal: string,
  path: string,
  headers: Record<string, string>,
): Promise<string> {
  const rounds = []
  for (let round = 0; round < 5; round += 1) {
    const floor = await getsPerSecond(`${portal}/empty`, headers, 3)
    const page = await getsPerSecond(portal + path, headers, 3)
    rounds.push({ floor, page, ratio: page / floor })
  }
  const { floor, page, ratio } = rounds.toSorted((a, b) => a.ratio - b.ratio)[2] ?? {}
  return `${page?.toFixed(0)}; empty page ${floor?.toFixed(0)}; ratio ${ratio?.toFixed(2)}`
}

type Weight = { scriptKb: number; pageKb: number }

/** What a browser loads for a page, gzipped: scripts, and HTML with style sheets. */
export async function weightOf(
  portal: string,
  path: string,
  headers: Record<string, string>,
): Promise<Weight> {
  const html = await ask(portal + path, { headers }).then((answer) => answer.text)
  const scripts = unique(html.matchAll(/<script[^>]+src="([^"]+)"(?![^>]*nomodule)/gi))
  const styles = unique(html.matchAll(/<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"/gi))
  const sizes = (paths: string[]) =>
    Promise.all(paths.map(async (each) => zipped((await ask(portal + each)).text)))
  const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0) / 1000
  return {
    scriptKb: sum(await sizes(scripts)),
    pageKb: zipped(html) / 1000 + sum(await sizes(styles)),
  }
}

function unique(matches: Iterable<RegExpMatchArray>): string[] {
  return [...new Set([...matches].map(([, path = '']) => path.replaceAll('&amp;', '&')))].filter(
    (path) => path.startsWith('/'),
  )
}

function zipped(text: string): number {
  return gzipSync(text).length
}
