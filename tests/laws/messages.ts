import { readdir, readFile } from 'node:fs/promises'

export const languages = ['en', 'es', 'ar'] as const
export type Language = (typeof languages)[number]

/** All words of a language, by file. */
export async function messagesOf(language: Language): Promise<Record<string, unknown>> {
  const folder = `messages/${language}`
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  const entries = await Promise.all(
    files.map(async (name) => [
      name.replace('.json', ''),
      JSON.parse(await readFile(`${folder}/${name}`, 'utf8')),
    ]),
  )
  return Object.fromEntries(entries)
}

/** Every sentence with the key it stands under. */
export function sentencesOf(messages: unknown, key = ''): [string, string][] {
  if (typeof messages === 'string') return [[key, messages]]
  return Object.entries(messages as object).flatMap(([name, value]) =>
    sentencesOf(value, key ? `${key}.${name}` : name),
  )
}
