import { DeadEnd } from '#app/dead-end.tsx'
import { answerWith } from '#lib/http/answer-status.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

export async function generateMetadata() {
  return { title: (await getTranslations('errors'))('unreadable_title') }
}

/** Where proxy.ts leads whoever asks for a page by an address that cannot be read. */
export default function Unreadable() {
  answerWith(400)
  return <DeadEnd why="unreadable" />
}
