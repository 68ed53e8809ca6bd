import { createHash } from 'node:crypto'
import { askedHost } from '#lib/http/asked-host.ts'
import { openApiDocument } from './document.ts'

export * from '#app/api/v1/only-get.ts'

export function GET(request: Request): Response {
  const { protocol, host } = new URL(request.url)
  const scheme = request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim()
  const server = `${scheme ?? protocol.slice(0, -1)}://${askedHost(request.headers) ?? host}`
  const text = JSON.stringify(openApiDocument(server))
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
  const headers = { etag, 'cache-control': 'no-cache', 'content-type': 'application/json' }
  const isKnown = request.headers.get('if-none-match')?.includes(etag)
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(text, { headers })
}
