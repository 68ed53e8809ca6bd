const largestBody = 1_000_000

/** What was sent, as it came; undefined: it is too large to be a message, and may have been cut. */
export async function bodyOf(request: Request): Promise<Buffer | undefined> {
  const body = Buffer.from(await request.arrayBuffer())
  return body.byteLength > largestBody ? undefined : body
}

export function tooLarge(): Response {
  return new Response('too large', { status: 413 })
}
