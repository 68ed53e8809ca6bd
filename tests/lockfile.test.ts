import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>
}
const ofBin = Object.entries(scripts).filter(([, line]) => line.includes('node bin/'))
const ofProduct = ofBin.filter(([, line]) => /bin\/(product|with-database)\.mjs/.test(line))

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

test('no command changes what is locked: where nothing is installed it installs just that', () => {
  expect(ofProduct.length).toBeGreaterThan(8)
  for (const [name, line] of ofBin) {
    const { folder, run, asked } = emptyClone()
    const { status, stderr } = run(line)
    expect({ name, status, stderr }).toEqual({ name, status: 0, stderr: '' })
    const tools = ofProduct.some(([one]) => one === name) ? '--omit=dev' : '--include=dev'
    expect({ name, asked: asked() }).toEqual({
      name,
      asked: expect.stringMatching(new RegExp(`^ci ${tools} .*\n$`)),
    })
    for (const file of ['package.json', 'package-lock.json'])
      expect(readFileSync(join(folder, file), 'utf8'), name).toBe(readFileSync(file, 'utf8'))
  }
})

/** A clone in which npm writes into the lockfile whatever it is asked, but for `ci`; our Node does nothing. */
function emptyClone() {
  const folder = mkdtempSync(join(tmpdir(), 'keyturn-clone-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of ['bin', 'package.json', 'package-lock.json'])
    cpSync(name, join(folder, name), { recursive: true })
  const npm = join(folder, 'tools', 'npm')
  mkdirSync(join(folder, 'tools'))
  writeFileSync(
    npm,
    `#!/bin/sh
echo "$@" >> asked
[ "$1" = ci ] || echo changed | tee -a package.json >> package-lock.json
mkdir -p node_modules/node/bin
echo '#!/bin/sh' > node_modules/node/bin/node
chmod +x node_modules/node/bin/node
`,
  )
  chmodSync(npm, 0o755)
  const { PATH = '' } = process.env
  const env = { ...process.env, PATH: [join(folder, 'tools'), PATH].join(delimiter) }
  return {
    folder,
    run: (line: string) => spawnSync('sh', ['-c', line], { cwd: folder, env, encoding: 'utf8' }),
    asked: () => readFileSync(join(folder, 'asked'), 'utf8'),
  }
}
