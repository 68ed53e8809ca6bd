import { actWords } from '#app/desk/acts/act-words.ts'

export async function formWords(send: string) {
  return { ...(await actWords(send)), next: send }
}
