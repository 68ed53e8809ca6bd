import { readdir, readFile } from 'node:fs/promises'

async function filesIn(folders: string[]): Promise<string[]> {
  const lists = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(folder, { recursive: true })).map((name) => `${folder}/${name}`),
    ),
  )
  return lists.flat().filter((name) => name.endsWith('.ts'))
}

/** The files whose text matches one of the patterns. */
export async function sourcesMatching(folders: string[], patterns: RegExp[]): Promise<string[]> {
  const found: string[] = []
  for (const file of await filesIn(folders)) {
    const text = await readFile(file, 'utf8')
    if (patterns.some((pattern) => pattern.test(text))) found.push(file)
  }
  return found
}

/** Every match in the files. */
export async function matchesIn(folders: string[], pattern: RegExp): Promise<string[]> {
  const files = await filesIn(folders)
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  return texts.flatMap((text) => text.match(pattern) ?? [])
}
