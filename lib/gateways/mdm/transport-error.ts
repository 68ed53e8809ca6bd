import { type NetworkFault, networkFault, saidOf } from '#lib/gateways/network-fault.ts'
import type { LockError } from './port.ts'

const beforeSend = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPROTO',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'CERT_REVOKED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
])

/**
 * What a failed `fetch` tells: either nothing can have left (DNS, refused, TLS), or it may have arrived.
 * In doubt it may have arrived: then the device's state is read before anything is sent again.
 */
export function transportError(cause: unknown): LockError {
  const fault = networkFault(cause)
  const detail = saidOf(fault)
  // Fetch refuses some ports outright; that is our setting, not the network.
  if (fault.message === 'bad port') return { class: 'config', detail }
  const faults = fault.errors?.length ? fault.errors : [fault]
  return { class: faults.every(isBeforeSend) ? 'network_before_send' : 'ambiguous', detail }
}

function isBeforeSend({ code, syscall }: NetworkFault): boolean {
  return beforeSend.has(String(code)) || syscall === 'connect' || syscall === 'getaddrinfo'
}
