import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'

type Wish = { status: number | undefined }

// The start of the server and its pages are built apart: what they share is the process.
const shared = globalThis as typeof globalThis & { keyturnWishes?: AsyncLocalStorage<Wish> }

function wishes(): AsyncLocalStorage<Wish> {
  shared.keyturnWishes ??= new AsyncLocalStorage()
  return shared.keyturnWishes
}

/** Lets pages choose their status, which Next has no way for. To be called once at boot. */
export function letPagesChooseStatus(): void {
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { response: ServerResponse }
    const wish: Wish = { status: undefined }
    const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse
    response.writeHead = (status: number, ...rest: unknown[]) =>
      writeHead(wish.status ?? status, ...rest)
    wishes().enterWith(wish)
  })
}

/** Has this request answered with another status than Next's own. */
export function answerWith(status: number): void {
  const wish = wishes().getStore()
  if (wish) wish.status = status
}
