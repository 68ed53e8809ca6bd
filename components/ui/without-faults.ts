// What leads back to a form says in the address what was wrong, and what was typed.
const ofFaults = [
  ...[
    'fault',
    'refusal',
    'refused',
    'seen',
    'cancel',
    'said',
    'name',
    'photo',
    'left',
    'until',
    'turn',
  ],
  ...['choice', 'amount', 'when', 'date', 'passkey'],
]

/** The same address without what was wrong with a form on its page. */
export function withoutFaults(address: string): string {
  const url = new URL(address)
  for (const name of ofFaults) url.searchParams.delete(name)
  return url.href
}

/** Whether an address says what was wrong with a form after which this browser has sent another. `turn`: of what it sent last. */
export function saysOldFaults(address: string, turn: string | undefined): boolean {
  const told = new URL(address).searchParams.get('turn')
  return told !== null && turn !== undefined && told !== turn
}
