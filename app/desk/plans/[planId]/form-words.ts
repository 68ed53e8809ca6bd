import { actWords } from '#app/desk/acts/act-words.ts'

/** The words of a form that is done at once: what it does stands above it. */
export async function formWords(send: string) {
  return { ...(await actWords(send)), next: send }
}
