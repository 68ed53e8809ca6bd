import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { sentAnew } from './typed-before.ts'

type Wish = { status: number | undefined }

// The start of the server and its pages are built apart: what they share is the process.
const shared = globalThis as typeof globalThis & { keyturnWishes?: AsyncLocalStorage<Wish> }

function wishes(): AsyncLocalStorage<Wish> {
  shared.keyturnWishes ??= new AsyncLocalStorage()
  return shared.keyturnWishes
}

// A form whose action is no more, sent without scripts: Next answers with a line of text. The browser is asked to send it once
// more, and it is shown on its page (proxy.ts). Who keeps no cookie would be led in a circle: they are led to the page without it.
function leadToNewPage({ headers, url = '/' }: IncomingMessage, response: ServerResponse) {
  if (!response.hasHeader('x-nextjs-action-not-found') || headers['next-action']) return undefined
  response.setHeader('location', url)
  if (!headers.cookie) return 303
  response.appendHeader('set-cookie', `${sentAnew}=1; Path=/; Max-Age=30; HttpOnly; SameSite=Lax`)
  return 307
}

/** Lets pages choose their status, which Next has no way for. To be called once at boot. */
export function letPagesChooseStatus(): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    const wish: Wish = { status: undefined }
    const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse
    response.writeHead = (status: number, ...rest: unknown[]) => {
      return writeHead(leadToNewPage(request, response) ?? wish.status ?? status, ...rest)
    }
    wishes().enterWith(wish)
  })
}

/** Has this request answered with another status than Next's own. */
export function answerWith(status: number): void {
  const wish = wishes().getStore()
  if (wish) wish.status = status
}
