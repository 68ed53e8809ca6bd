import { vi } from 'vitest'

// Test files that share a process share its libraries and nothing else: our own modules, what they keep for the whole
// process, and the environment are each file's own.
const shared = globalThis as typeof globalThis & { environmentAtStart?: NodeJS.ProcessEnv }
shared.environmentAtStart ??= { ...process.env }
for (const name of Object.keys(process.env))
  if (!(name in shared.environmentAtStart)) delete process.env[name]
Object.assign(process.env, shared.environmentAtStart)
for (const name of Object.keys(globalThis))
  if (name.startsWith('keyturn')) Reflect.deleteProperty(globalThis, name)
vi.resetModules()
