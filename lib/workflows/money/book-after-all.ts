import type { Tx } from '#lib/db/transaction.ts'
import {
  bookSetAside,
  type SetAsideBooked,
  type SetAsideWish,
} from '#lib/payments/book-set-aside.ts'
import { closeSetAside } from './close-set-aside.ts'
import { followMoney } from './follow-money.ts'

/** Books money that was set aside to its loan: the phone follows as after any payment, and the case is closed. */
export async function bookAfterAll(
  tx: Tx,
  { staffId, ...wish }: Omit<SetAsideWish, 'actor'> & { staffId: string },
): Promise<SetAsideBooked> {
  const booked = await bookSetAside(tx, { ...wish, actor: `staff:${staffId}` })
  if ('refusal' in booked) return booked
  await followMoney(tx, booked, wish.now)
  await closeSetAside(tx, { ...wish, staffId })
  return booked
}
