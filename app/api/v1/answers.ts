// What is true now is never kept by anything in between.
const headers = { 'cache-control': 'no-store' }

export function answer(body: object): Response {
  return Response.json(body, { headers })
}

export function refuse(
  status: number,
  error: { code: string; message: string },
  more: Record<string, string> = {},
): Response {
  return Response.json({ error }, { status, headers: { ...headers, ...more } })
}
