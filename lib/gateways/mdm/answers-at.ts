import { networkFault, saidOf } from '#lib/gateways/network-fault.ts'

const timeoutMs = 5_000

/** Whether anything answers at an address, whatever it says; else why not. */
export async function answersAt(url: string): Promise<{ ok: true } | { ok: false; why: string }> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    await answer.body?.cancel()
    return { ok: true }
  } catch (cause) {
    return { ok: false, why: saidOf(networkFault(cause)) }
  }
}
