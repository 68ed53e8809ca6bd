import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Runs a command as an operator would, and gives what it said. */
export async function runCommand(file: string, args: readonly string[], environment: object = {}) {
  const env = { ...process.env, ...environment }
  const child = spawn(process.execPath, [file, ...args], { env })
  let [said, complained] = ['', '']
  child.stdout.on('data', (part) => {
    said += part
  })
  child.stderr.on('data', (part) => {
    complained += part
  })
  const [code] = await once(child, 'close')
  return { code, said, complained }
}
