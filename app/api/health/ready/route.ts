import { proveWritable } from '#lib/db/can-write.ts'
import { whyNotServed } from '#lib/db/start/why-not.ts'
import { log } from '#lib/log.ts'

const validMs = 1_000
let proof: { at: number; writable: Promise<void> } | undefined

/** The process can do its work: the database answers, and writes. Asked again within a second, it says the same. */
export async function GET(): Promise<Response> {
  try {
    await proven()
    return new Response('ready')
  } catch (cause) {
    const reason = whyNotServed(cause)
    log.warn(reason ? { reason } : { err: cause }, 'not ready: the database does not write')
    return new Response('the database does not write', { status: 503 })
  }
}

function proven(): Promise<void> {
  if (!proof || performance.now() - proof.at > validMs)
    proof = { at: performance.now(), writable: proveWritable() }
  return proof.writable
}
