import type { MoneyText } from './money.ts'

type Returned = { state: string; refunded: MoneyText[] | null; setAside: MoneyText | null }

/** Whether all that was set aside of a payment that did not fit went back, or is on its way. */
export function isGivenBack({ state, refunded, setAside }: Returned): boolean {
  return state === 'set_aside' && refunded !== null && setAside === null
}
