/** What is said of a passkey that does not fit: how long it is, and whether all of it are digits. */
export function passkeyWords(typed: string) {
  return { count: [...typed].length, isDigits: /^\p{Nd}*$/u.test(typed) ? 'yes' : 'no' }
}
