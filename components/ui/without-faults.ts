// What leads back to a form says in the address what was wrong, and what was typed.
const ofFaults = ['fault', 'refusal', 'left', 'choice', 'amount']

/** The same address without what was wrong with a form on its page. */
export function withoutFaults(address: string): string {
  const url = new URL(address)
  for (const name of ofFaults) url.searchParams.delete(name)
  return url.href
}
