/** How long to wait after a failed attempt at telling somebody something: 30 s doubling, an hour at most. */
export function retryAfter(attempts: number): { seconds: number } {
  return { seconds: Math.min(30 * 2 ** (attempts - 1), 3600) }
}
