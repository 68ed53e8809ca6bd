import { apiMethods } from '#lib/http/turned-away.ts'
import { refuse } from './answers.ts'

const allow = apiMethods.join(', ')

/** What the methods are answered with that no door of /api/v1 has: routes say `export *` of them. */
export { notAllowed as DELETE, notAllowed as PATCH, notAllowed as POST, notAllowed as PUT }

export function OPTIONS(): Response {
  return new Response(null, { status: 204, headers: { allow } })
}

function notAllowed(): Response {
  const error = { code: 'method_not_allowed', message: 'Method not allowed' }
  return refuse(405, error, { allow })
}
