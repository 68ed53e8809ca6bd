import { httpPort } from './http.ts'
import { manualPort } from './manual.ts'
import type { DeviceLockPort, MdmConnection, ProviderFactory } from './port.ts'

const factories = new Map<string, ProviderFactory>([
  ['http', httpPort],
  ['manual', manualPort],
])

/** The names a connection or a device may carry as its provider. */
export const providers: readonly string[] = [...factories.keys()]

/** The port that serves this connection. A provider nobody has written yet is a person's work: `manual`. */
export function portFor(connection: MdmConnection): DeviceLockPort {
  return factoryFor(connection.provider)(connection)
}

function factoryFor(provider: string): ProviderFactory {
  return factories.get(provider) ?? manualPort
}

/** Whether a person opens the phones of this provider, so that only a person can say that one is open. */
export function isOpenedByHand(provider: string): boolean {
  return factoryFor(provider) === manualPort
}
