/** The ids of the rows around one borrower, by table. */
export type Ids = Record<string, string>
export type Row = Record<string, unknown>

/** A right row of a table, beside those that `of` names; what is left out has a default. */
export type RightRow = (of: Ids, fresh: string, digits: string) => Row

// So far away that no sweep ever finds it due.
export const faraway = '2200-01-01T00:00:00Z'
export const past = '2026-01-01T00:00:00Z'
