export async function fieldsOf(request: Request): Promise<Record<string, string | undefined>> {
  const text = await request.text()
  if (request.headers.get('content-type')?.includes('json')) {
    const entries = Object.entries(JSON.parse(text || '{}') as object)
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
  }
  return Object.fromEntries(new URLSearchParams(text))
}

export function isTrue(field: string | undefined): boolean {
  return field === 'true' || field === 'on' || field === '1'
}

/** After a change: JSON for who asks for it, else back to the page the form was on. */
export function settled(request: Request, result: object): Response {
  if (request.headers.get('accept')?.includes('application/json')) return Response.json(result)
  const here = new URL(request.url)
  const from = URL.parse(request.headers.get('referer') ?? '')
  const back = from?.host === here.host ? from.pathname + from.search : '/'
  return new Response(null, { status: 303, headers: { location: back } })
}
