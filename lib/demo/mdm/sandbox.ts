import type { WorldPart } from '#lib/demo/world/part.ts'
import type { Store } from '#lib/demo/world/store.ts'
import { json, refusal } from './answers.ts'
import { callbackSender } from './callbacks.ts'
import { checkIns } from './check-in.ts'
import { contractDoor } from './contract-door.ts'
import { deviceApi } from './device-api.ts'
import { enrol, enrolmentSchema } from './enrolment.ts'
import { type Hands, hands } from './hands.ts'
import type { Phone } from './phone.ts'
import { phoneBook } from './phone-book.ts'
import { bodyOf } from './requests.ts'
import { mdmSwitches } from './switches.ts'
import { timers } from './timers.ts'

export type MdmSandboxOptions = {
  store: Store
  /** The portal's address; callbacks go to its /api/webhooks/mdm/{lender}/http. */
  callbackBase: string
  secretOf: (lenderSlug: string) => string
  /** How long an online phone takes to pick up what waits for it: [least, most]. */
  checkInMs?: readonly [number, number]
  slowMs?: number
  delayedMs?: number
  now?: () => Temporal.Instant
  /** Told one line of what happens. */
  say?: (line: string) => void
}

export type MdmSandbox = WorldPart & {
  phones(): Phone[]
  phone(lenderSlug: string, id: string): Phone | undefined
  onChange(listener: (phone: Phone) => void): () => void
  /** What a person can do at a phone, and the lender to it. */
  hands: Hands
}

/** A lock service with simulated phones behind the contract of docs/mdm-http.md, at /mdm/{lender}/v1/. */
export function mdmSandbox(options: MdmSandboxOptions): MdmSandbox {
  const { now = () => Temporal.Now.instant(), say = () => {} } = options
  const { book, clock, switches, rounds, enter } = assemble({ ...options, now, say })

  for (const phone of book.all()) {
    rounds.planRelock(phone)
    if (phone.pending.length > 0 || phone.pendingMessage) rounds.soon(phone)
  }

  async function enrolAll(lenderSlug: string, rawBody: string): Promise<Response> {
    const given = bodyOf(rawBody, enrolmentSchema)
    if (!given) return refusal(400, 'invalid_request', 'send a list of phones')
    for (const one of given) {
      const known = book.find(lenderSlug, one.id)
      rounds.planRelock(await book.save(enrol(lenderSlug, one, { known, now: now() })))
    }
    return json(200, { enrolled: given.length })
  }

  async function handle(request: Request): Promise<Response | undefined> {
    const { pathname } = new URL(request.url)
    const [, lenderSlug, rest] = /^\/mdm\/([a-z0-9-]+)(\/.*)$/.exec(pathname) ?? []
    if (!lenderSlug || !rest) return undefined
    if (`${request.method} ${rest}` === 'POST /phones') {
      return enrolAll(lenderSlug, await request.text())
    }
    const answer = await enter(lenderSlug, request)
    say(`${request.method} ${pathname} → ${answer.status}`)
    return answer
  }

  return {
    handle,
    switches: switches.list,
    turn: switches.turn,
    stop: async () => clock.end(),
    phones: book.all,
    phone: book.enrolled,
    onChange: book.onChange,
    hands: hands({ book, checkIns: rounds, secretOf: options.secretOf, now }),
  }
}

function assemble(options: MdmSandboxOptions & Required<Pick<MdmSandboxOptions, 'now' | 'say'>>) {
  const { store, callbackBase, secretOf, now, say } = options
  const { checkInMs: [least, most] = [800, 2_000] } = options
  const book = phoneBook(store)
  const clock = timers()
  const switches = mdmSwitches(store)
  const callBack = callbackSender({
    callbackBase,
    secretOf,
    switches,
    timers: clock,
    now,
    say,
    delayedMs: options.delayedMs ?? 20_000,
  })
  const delayMs = () => least + Math.random() * (most - least)
  const rounds = checkIns({ book, timers: clock, callBack, delayMs, now })
  const enter = contractDoor({
    book,
    switches,
    timers: clock,
    secretOf,
    now,
    api: deviceApi({ book, switches, checkIns: rounds }),
    slowMs: options.slowMs ?? 10_000,
  })
  return { book, clock, switches, rounds, enter }
}
