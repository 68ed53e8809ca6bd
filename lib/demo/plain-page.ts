import { type Html, html, page, raw } from '#lib/demo/world/html.ts'

type PlainPage = { title: string; style: string; body: Html; status?: number }

export function plainPage({ title, style, body, status = 200 }: PlainPage): Response {
  const markup = html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,"><style>${raw(style)}</style></head>
<body>${body}</body></html>`
  return page(markup, status)
}

/** Sends the browser on with a GET. */
export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location } })
}
