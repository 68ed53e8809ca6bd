import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Entry = {
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  bundleDependencies?: string[]
}
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Entry>
}

// Where a package asks for a name, Node looks in its own folder and in each folder above.
function isLocked(from: string, name: string): boolean {
  const above = from
    .split('/node_modules/')
    .map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'))
  const places = ['', ...above].map((place) => `${place && `${place}/`}node_modules/${name}`)
  return places.some((place) => place in packages)
}

test('the lockfile names every package for every platform, so that a clean install works anywhere', () => {
  const asked = Object.entries(packages).flatMap(([from, entry]) =>
    Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }).map((name) => ({
      from,
      name,
    })),
  )
  expect(asked.length).toBeGreaterThan(300)
  expect(asked.filter(({ from, name }) => !isLocked(from, name))).toEqual([])
})
