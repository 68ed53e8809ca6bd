import { apiMethods } from '#lib/http/turned-away.ts'

// What is true now is never kept by anything in between.
const headers = { 'cache-control': 'no-store' }
const allow = apiMethods.join(', ')

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

/** What the methods are answered with that no door here has. */
export function notAllowed(): Response {
  const error = { code: 'method_not_allowed', message: 'Method not allowed' }
  return refuse(405, error, { allow })
}

export function options(): Response {
  return new Response(null, { status: 204, headers: { allow } })
}
