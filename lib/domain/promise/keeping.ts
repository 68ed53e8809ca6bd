/** What is still missing of a promise, and how much money is on its way that may be that. */
export type Missing = { restMinor: bigint; onItsWayMinor: bigint }

/**
 * How an amount keeps a promise: `together` with what is on its way; `anyway`, though that alone would when it arrives; or
 * `alone`. Undefined: it does not.
 */
export function howItKeeps(
  amountMinor: bigint,
  { restMinor, onItsWayMinor }: Missing,
): 'alone' | 'anyway' | 'together' | undefined {
  if (amountMinor >= restMinor) return onItsWayMinor >= restMinor ? 'anyway' : 'alone'
  const isEnough = amountMinor + onItsWayMinor >= restMinor
  return isEnough && onItsWayMinor < restMinor ? 'together' : undefined
}
