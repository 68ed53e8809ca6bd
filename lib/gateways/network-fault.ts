/** What Node tells of a connection that failed. A DOMException carries a number as its code. */
export type NetworkFault = {
  name?: string
  code?: string | number
  syscall?: string
  message?: string
  errors?: NetworkFault[]
}

/** What went wrong underneath a `fetch` or a request. */
export function networkFault(cause: unknown): NetworkFault {
  return ((cause as Error).cause ?? cause) as NetworkFault
}

const known: Record<string, string> = {
  ECONNREFUSED: 'the connection is refused: nothing listens there',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'nobody knows this name',
  EAI_AGAIN: 'the name cannot be looked up now',
  EHOSTUNREACH: 'there is no way to this address',
  ENETUNREACH: 'there is no way to this address',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
}

const untrusted = /SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|^CERT_/

/** What failed, in words that an operator understands: never what the TLS library writes to itself. */
export function saidOf(fault: NetworkFault): string {
  if (fault.name === 'AbortError' || fault.name === 'TimeoutError') return 'no answer in time'
  const [first] = fault.errors ?? []
  const code = String(fault.code ?? first?.code ?? '')
  if (known[code]) return `${known[code]} (${code})`
  if (untrusted.test(code)) return `its certificate is not one to trust (${code})`
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
    return `no TLS could be agreed on (${code}): is the address really https?`
  return String(fault.message || code || fault.name).slice(0, 200)
}
