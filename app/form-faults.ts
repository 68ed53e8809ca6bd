import { headers } from 'next/headers'
import { getTranslations } from '#lib/i18n/translations.ts'

/** The title of a page; of one that shows what was wrong with its form it begins with that. */
export async function formTitle(title: string, hasFaults: unknown): Promise<string> {
  return hasFaults ? (await getTranslations('errors'))('with_faults', { title }) : title
}

// Requests whose page shows again a form with faults. Kept only from the action to the page of the same request.
const shownAgain = new Set<string>()

/** What a form is answered with. Sent without scripts, the page that follows in the same request is titled by it. */
export async function withFaults<State extends { faults?: object | undefined }>(
  state: State,
): Promise<State> {
  const sent = await headers()
  const request = sent.get('x-nonce')
  const hasFaults = Object.values(state.faults ?? {}).some(Boolean)
  if (request && hasFaults && !sent.has('next-action')) shownAgain.add(request)
  return state
}

/**
 * An address that leads back to a form and says what was wrong. Without scripts it says so of the form sent by this request
 * only: once the next is sent, who goes back to it is shown the page as it is (`proxy.ts`).
 */
export async function faultAddress(address: string): Promise<string> {
  return faultAddressFor(await headers(), address)
}

/** The same for a request that is at hand. */
export function faultAddressFor(sent: Pick<Headers, 'get'>, address: string): string {
  const turn = sent.get('x-turn')
  if (!turn) return address
  const [path = '', search] = address.split('?')
  const told = new URLSearchParams(search)
  told.set('turn', turn)
  return `${path}?${told}`
}

/** Whether the page of this request shows again a form with faults; asked once. Who leads back to a form says so by `fault`. */
export async function isShownWithFaults(): Promise<boolean> {
  const asked = await headers()
  const [, search] = (asked.get('x-path') ?? '').split('?')
  const isAnswer = shownAgain.delete(asked.get('x-nonce') ?? '')
  return isAnswer || new URLSearchParams(search).has('fault')
}
