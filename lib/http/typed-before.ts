/** Marks the next request as a form of the build before, sent once more by the browser. */
export const sentAnew = 'sent-anew'

/** Fields whose words are nobody's to show again. */
export const secretFields = ['password', 'repeated', 'code', 'passkey']

const mostCharacters = 20_000

/** What was typed into a form that is sent once more, as a header of the request can hold it. */
export function typedIn(form: FormData): string {
  const words = [...form].filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && !entry[0].startsWith('$') && !secretFields.includes(entry[0]),
  )
  const text = JSON.stringify(Object.fromEntries(words))
  return encodeURIComponent(text.length > mostCharacters ? '{}' : text)
}

/** What `typedIn` kept; nothing when there was nothing. */
export function typedBefore(header: string | null): Record<string, string> {
  return header ? JSON.parse(decodeURIComponent(header)) : {}
}
