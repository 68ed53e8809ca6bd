/**
 * The token at the end of a link, as a messenger or a mail program passed it on: what it took along from the
 * sentence around it, a dot or a bracket, is dropped.
 */
export function linkToken(text: string): string {
  return decoded(text).replace(/^[^\w-]+|[^\w-]+$/g, '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
