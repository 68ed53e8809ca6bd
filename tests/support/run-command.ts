import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

export type Ended = { code: number; said: string; complained: string }

type Given = {
  input?: string
  environment?: Record<string, string | undefined>
  /** Nothing is set but `environment`. */
  bare?: boolean
}

/** Runs a command as an operator would, with what they type or pipe into it, and gives what it said. */
export async function runCommand(
  file: string,
  args: readonly string[],
  { input = '', environment = {}, bare = false }: Given = {},
): Promise<Ended> {
  const shell = { NODE_ENV: process.env.NODE_ENV }
  const env = { ...(bare ? shell : process.env), ...environment }
  const child = spawn(process.execPath, [file, ...args], { env })
  // One that ends without reading closes the pipe.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const [said, complained, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { code, said, complained }
}
