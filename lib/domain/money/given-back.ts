import type { MoneyText } from './money.ts'

/** Money that goes back once its payer has said where to. */
export type AwaitingPayer = MoneyText & {
  /** Until when they can, as the database writes a moment; null: not known. */
  dueAt: string | null
}

type Returned = { state: string; refunded: MoneyText[] | null; setAside: MoneyText | null }

/** Whether all that was set aside of a payment that did not fit went back, or is on its way. */
export function isGivenBack({ state, refunded, setAside }: Returned): boolean {
  return state === 'set_aside' && refunded !== null && setAside === null
}
