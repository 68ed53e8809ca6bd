import { checkSignature } from '#lib/gateways/request-signature.ts'
import { json, refusal } from './answers.ts'
import type { deviceApi } from './device-api.ts'
import type { PhoneBook } from './phone-book.ts'
import type { MdmSwitches } from './switches.ts'
import type { Timers } from './timers.ts'

function isJson({ headers }: Request): boolean {
  return /^application\/json(;|$)/.test(headers.get('content-type') ?? '')
}

/** Lets in what is signed by the lender, and misbehaves as the switches say. */
export function contractDoor(options: {
  book: PhoneBook
  switches: MdmSwitches
  timers: Timers
  api: ReturnType<typeof deviceApi>
  secretOf: (lenderSlug: string) => string
  slowMs: number
  now: () => Temporal.Instant
}) {
  const { book, switches, timers, api } = options

  async function enter(lenderSlug: string, request: Request): Promise<Response> {
    const fault = await faultOfTheDay()
    if (fault) return fault
    const rawBody = await request.text()
    const url = new URL(request.url)
    const secret = options.secretOf(lenderSlug)
    const check = checkSignature({
      secrets: [secret],
      request: { method: request.method, path: url.pathname + url.search, rawBody },
      headers: request.headers,
      now: options.now(),
    })
    if (!check.ok) return refusal(401, `signature_${check.reason}`, 'the signature does not hold')
    if (request.method === 'POST' && !isJson(request))
      return refusal(400, 'invalid_request', 'a body is application/json')
    if (request.method === 'POST' && /\/v1\/device-readings$/.test(url.pathname))
      return api.readings(lenderSlug, rawBody)
    const [, id = '', verb = ''] = /\/v1\/devices\/([^/]+)(\/[a-z-]+)?$/.exec(url.pathname) ?? []
    const endpoint = api.endpoints[`${request.method} ${verb}`]
    if (!id || !endpoint) return refusal(404, 'endpoint_not_found', 'no such endpoint')
    const phone = book.enrolled(lenderSlug, decodeURIComponent(id))
    if (!phone || phone.byHand) return refusal(404, 'device_not_found', 'no such device')
    const answer = await endpoint({ phone, rawBody, secret })
    if (switches.value('mdm.api') === 'hangs' && verb === '/unlocks') await silence(request.signal)
    return answer
  }

  async function faultOfTheDay(): Promise<Response | undefined> {
    const mode = switches.value('mdm.api')
    if (mode === 'down') return refusal(503, 'down', 'the service is down')
    if (mode === 'rate_limited') {
      return json(
        429,
        { error: { code: 'rate_limited', message: 'too many' } },
        { 'retry-after': '5' },
      )
    }
    if (mode === 'bad_body') return new Response('<h1>It works!</h1>', { status: 200 })
    if (mode === 'slow') await timers.pause(options.slowMs)
    return undefined
  }

  function silence(gone: AbortSignal): Promise<void> {
    return Promise.race([
      timers.pause(60_000),
      new Promise<void>((done) => gone.addEventListener('abort', () => done(), { once: true })),
    ])
  }

  return enter
}
