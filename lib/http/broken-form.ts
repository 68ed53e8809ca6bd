// What those say who read a form's body before we do (Next's reader, and Node's own).
const said =
  /Unexpected end of form|Malformed (part header|content type|urlencoded form)|Boundary not found|Failed to parse body as FormData/

/** Whether a request failed because its form cannot be read: whoever sent it is to blame, not we. */
export function isBrokenForm(cause: unknown): boolean {
  return cause instanceof Error && said.test(cause.message)
}
