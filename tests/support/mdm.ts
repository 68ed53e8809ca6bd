import { afterAll } from 'vitest'
import type { Enrolment } from '#lib/demo/mdm/enrolment.ts'
import { type MdmSandbox, type MdmSandboxOptions, mdmSandbox } from '#lib/demo/mdm/sandbox.ts'
import { serve } from '#lib/demo/world/http-server.ts'
import { memoryStore } from '#lib/demo/world/store.ts'
import type { CallbackRequest, MdmConnection } from '#lib/gateways/mdm/port.ts'

type EnrolledPhone = Enrolment & { lenderSlug: string }

type StartedMdm = {
  url: string
  sandbox: MdmSandbox
  /** What the sandbox called back, oldest first, when no `callbackBase` was given. */
  callbacks: CallbackRequest[]
  connection(lenderId: string, slug: string): MdmConnection
  enrol(phones: EnrolledPhone[]): Promise<void>
  close(): Promise<void>
}

/** The lender's secret in tests. */
export function mdmSecret(slug: string): string {
  return `secret-of-${slug}`
}

/**
 * A sandbox lock service on a port of its own, with phones that answer within milliseconds.
 * Closes itself after the test file. Without `callbackBase` its callbacks are kept in `callbacks`.
 */
export async function startMdmSandbox(
  options: Partial<MdmSandboxOptions> = {},
): Promise<StartedMdm> {
  const callbacks: CallbackRequest[] = []
  const sink = await serve((request) => keep(callbacks, request), 0)
  const sandbox = mdmSandbox({
    store: memoryStore(),
    callbackBase: `http://127.0.0.1:${sink.port}`,
    secretOf: mdmSecret,
    checkInMs: [1, 5],
    slowMs: 300,
    delayedMs: 300,
    ...options,
  })
  const server = await serve(
    async (request) => (await sandbox.handle(request)) ?? new Response(null, { status: 404 }),
    0,
  )
  const url = `http://127.0.0.1:${server.port}`
  const close = async () => {
    await sandbox.stop()
    await Promise.all([server.close(), sink.close()])
  }
  afterAll(close)
  return { url, sandbox, callbacks, connection: connectionTo(url), enrol: enrolAt(url), close }
}

async function keep(callbacks: CallbackRequest[], request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  callbacks.push({
    method: request.method,
    path: pathname + search,
    headers: request.headers,
    rawBody: await request.text(),
    now: Temporal.Now.instant(),
  })
  return Response.json({ received: true })
}

function connectionTo(url: string) {
  return (lenderId: string, slug: string): MdmConnection => ({
    lenderId,
    provider: 'http',
    baseUrl: `${url}/mdm/${slug}`,
    secret: mdmSecret(slug),
    settings: {},
  })
}

function enrolAt(url: string) {
  return async (phones: EnrolledPhone[]): Promise<void> => {
    for (const { lenderSlug, ...phone } of phones) {
      const response = await fetch(`${url}/mdm/${lenderSlug}/phones`, {
        method: 'POST',
        body: JSON.stringify([phone]),
      })
      if (!response.ok) throw new Error(`enrolment refused: ${await response.text()}`)
    }
  }
}
