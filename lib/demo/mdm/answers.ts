export function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers })
}

export function refusal(status: number, code: string, message: string): Response {
  return json(status, { error: { code, message } })
}
