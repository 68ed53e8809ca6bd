/** How a phone stands on a list by which networks block it. */
export type BlockListing = {
  listedOn: Temporal.PlainDate
  removalRequestedOn: Temporal.PlainDate | null
  removedOn: Temporal.PlainDate | null
}

/** `stands`: nobody is to take the phone off. `to_remove`: nothing is owed for it any more, and nobody has asked the list yet. */
export type ListingState = 'stands' | 'to_remove' | 'requested' | 'removed'

export function listingState(
  { removedOn, removalRequestedOn }: BlockListing,
  { isOver }: { isOver: boolean },
): ListingState {
  if (removedOn) return 'removed'
  if (removalRequestedOn) return 'requested'
  return isOver ? 'to_remove' : 'stands'
}

export type ListingDayFault = 'in_the_future' | 'before_it_was_listed'

/** Why something cannot have been on this day: a phone is taken off a list after it was put there, and by today. */
export function listingDayFault(
  on: Temporal.PlainDate,
  { listedOn, today }: { listedOn?: Temporal.PlainDate; today: Temporal.PlainDate },
): ListingDayFault | undefined {
  const { compare } = Temporal.PlainDate
  if (compare(on, today) > 0) return 'in_the_future'
  return listedOn && compare(on, listedOn) < 0 ? 'before_it_was_listed' : undefined
}
