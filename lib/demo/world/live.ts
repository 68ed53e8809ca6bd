import { phoneKey } from '#lib/demo/mdm/phone.ts'
import type { MdmSandbox } from '#lib/demo/mdm/sandbox.ts'
import { type Happenings, happeningList } from './happenings.ts'
import { phoneCard } from './phone-card.ts'

const heartbeatMs = 20_000

/** Server-sent events: each changed phone drawn anew, and the wire. */
export function liveEvents(options: {
  mdm: MdmSandbox
  wire: Happenings
  signal: AbortSignal
}): Response {
  const { mdm, wire, signal } = options
  const encoder = new TextEncoder()
  let leave = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (event: string, data: object) =>
        controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
      const heartbeat = setInterval(() => send('beat', {}), heartbeatMs).unref()
      const forget = [
        mdm.onChange((phone) =>
          send('phone', {
            key: phoneKey(phone),
            html: phone.forgotten ? '' : phoneCard(phone, Temporal.Now.instant()).markup,
          }),
        ),
        wire.onAdd(() => send('part', { html: happeningList(wire.list()).markup })),
      ]
      leave = () => {
        clearInterval(heartbeat)
        for (const stop of forget) stop()
      }
      send('beat', {})
    },
    cancel: () => leave(),
  })
  signal.addEventListener('abort', () => leave(), { once: true })
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
  })
}
