/**
 * Every field that a type of Stripe's SDK names, the optional ones too: what an object does not carry is said to be
 * `undefined`, so that the compiler finds a field that was forgotten and one that a new SDK brings. `Unsaid` needs no word.
 */
export type Whole<T, Unsaid extends keyof T = never> = {
  [Field in Exclude<keyof Required<T>, Unsaid>]: T[Field]
}

/** An object of Stripe's with every field its type names. */
export function whole<T extends object, Unsaid extends keyof T = never>(
  object: Whole<T, Unsaid>,
): T {
  return object as T
}
