import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '#lib/domain/languages.ts'
import type { Areas } from './areas.ts'

const read = new Map<Language, Areas>()

/** Every message of a language, one area a file: messages/es/phones.json is `phones`. Read once in a process. */
export function messagesOf(language: Language): Areas {
  let messages = read.get(language)
  if (!messages) {
    messages = readAreas(join(/* turbopackIgnore: true */ process.cwd(), 'messages', language))
    if (process.env.NODE_ENV === 'production') read.set(language, messages)
  }
  return messages
}

function readAreas(folder: string): Areas {
  const areas = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return Object.fromEntries(
    areas.map((name) => [
      name.replace('.json', ''),
      JSON.parse(readFileSync(join(folder, name), 'utf8')),
    ]),
  ) as Areas
}
