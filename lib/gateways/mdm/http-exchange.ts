import { parseKept } from '#lib/domain/kept-text.ts'
import { signRequest } from '#lib/gateways/request-signature.ts'
import { type LockError, type MdmConnection, type Reading, secretsOf } from './port.ts'
import { transportError } from './transport-error.ts'

const bodyLimitBytes = 256 * 1024

type Exchange = { method: 'GET' | 'POST'; path: string; body?: object; timeoutMs: number }

/** An answer of any status; `json` is undefined when the body is not JSON. */
export type Answer = { status: number; json: unknown; retryAfter: string | null }

/** Sends one signed request to the provider's base address. Redirects are answers, never followed. */
export async function exchange(
  connection: MdmConnection,
  { method, path, body, timeoutMs }: Exchange,
): Promise<Reading<Answer>> {
  const url = addressOf(connection.baseUrl, path)
  const secrets = secretsOf(connection)
  if (!url || secrets.length === 0)
    return refused({ class: 'config', detail: 'address or secret missing' })
  const rawBody = body ? JSON.stringify(body) : ''
  const request = { method, path: url.pathname + url.search, rawBody }
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
        ...signRequest(secrets, request, Temporal.Now.instant()),
      },
      ...(body && { body: rawBody }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { ok: true, value: await readAnswer(response) }
  } catch (cause) {
    return refused(transportError(cause))
  }
}

function addressOf(baseUrl: string | null, path: string): URL | undefined {
  const url = URL.parse(`${baseUrl?.replace(/\/+$/, '')}${path}`)
  return url && /^https?:$/.test(url.protocol) ? url : undefined
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await textWithin(response, bodyLimitBytes)
  return {
    status: response.status,
    json: text === undefined ? undefined : parseJson(text),
    retryAfter: response.headers.get('retry-after'),
  }
}

async function textWithin(response: Response, limitBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > limitBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return parseKept(text)
  } catch {
    return undefined
  }
}

function refused(error: LockError): { ok: false; error: LockError } {
  return { ok: false, error }
}
