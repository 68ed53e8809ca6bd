import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from '#lib/demo/free-port.ts'

/** Runs a program of its own beside a fresh demo, in the environment of both. */
export async function inDemo(program: string): Promise<void> {
  const ports = await Promise.all([freePort(), freePort(), freePort()])
  const [PORT, WORLD_PORT, SMTP_PORT] = ports.map(String)
  const env = { ...process.env, PORT, WORLD_PORT, SMTP_PORT, DATA_DIR: '.data/bench-demo' }
  const demo = spawn(process.execPath, ['lib/demo/main.ts', '--fresh'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(demo, 'close')
  try {
    await isUp(demo.stdout)
    const child = spawn(process.execPath, [program], { env, stdio: 'inherit' })
    const [status] = await once(child, 'close')
    if (status !== 0) throw new Error(`${program} ended with ${status}`)
  } finally {
    demo.kill('SIGTERM')
    await ended
  }
}

async function isUp(output: NodeJS.ReadableStream): Promise<void> {
  let said = ''
  const { promise, resolve } = Promise.withResolvers<void>()
  output.on('data', (chunk) => {
    said += chunk
    if (said.includes('Keyturn is up')) resolve()
  })
  await promise
}
