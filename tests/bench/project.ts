import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const parts = [
  'app',
  'components',
  'lib',
  'messages',
  'public',
  'package.json',
  'tsconfig.json',
  'next.config.ts',
  'postcss.config.mjs',
  'proxy.ts',
  'instrumentation.ts',
]

const emptyPage = `export const dynamic = 'force-dynamic'
export default function Empty() { return <p>empty</p> }
`
const emptyRoute = `export async function POST(request: Request) { await request.text(); return new Response('ok') }
`

/** The portal as it is, built once more with an empty page and an empty route beside it: the floor of the same build. */
export function buildWithFloor(folder: string): string {
  const project = resolve(folder, 'project')
  rmSync(project, { recursive: true, force: true })
  mkdirSync(project, { recursive: true })
  for (const part of parts.filter((each) => existsSync(each)))
    cpSync(part, join(project, part), { recursive: true })
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'))
  mkdirSync(join(project, 'app/empty'))
  writeFileSync(join(project, 'app/empty/page.tsx'), emptyPage)
  mkdirSync(join(project, 'app/api/empty'))
  writeFileSync(join(project, 'app/api/empty/route.ts'), emptyRoute)
  const config = join(project, 'next.config.ts')
  writeFileSync(
    config,
    `${execFileSync('cat', [config], { encoding: 'utf8' }).replace('root: import.meta.dirname', `root: '${resolve('.')}'`)}`,
  )
  execFileSync('next', ['build'], { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] })
  return project
}
