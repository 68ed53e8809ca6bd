/** What may become of a phone on a list. */
export const becomings = ['requested', 'removed', 'mistake'] as const
