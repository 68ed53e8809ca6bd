import type { DeviceLockPort, LockError, MdmConnection } from './port.ts'

// There is no service that could have said more.
const error: LockError = { class: 'needs_person' }

/** For phones whose lock nobody can reach over a network: every request becomes a person's case. */
export function manualPort(_connection: MdmConnection): DeviceLockPort {
  const refuse = async () => ({ ok: false as const, error })
  return {
    capabilities: {
      intents: new Set(['until', 'indefinite', 'release']),
      confirmation: 'person',
      offlineCode: 'none',
      requestTimeoutMs: 0,
      readsAtOnce: 1,
      readBatch: 1,
    },
    requestUnlock: async () => ({ outcome: 'failed', error }),
    readDevice: refuse,
    showMessage: refuse,
    issueOfflineCode: refuse,
    readCallback: () => ({
      ok: false,
      reason: 'this provider sends no callbacks',
      ack: { status: 404, body: JSON.stringify({ error: { message: 'not found' } }) },
    }),
  }
}
