/** HTML that is safe to send. */
export type Markup = { readonly markup: string }

type Part = Markup | string | number | null | undefined | false | readonly Part[]

/** HTML with every value escaped, except other markup. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Markup {
  return { markup: texts.reduce((sum, text, index) => sum + written(parts[index - 1]) + text) }
}

/** Takes text as HTML without escaping it: only for text of our own. */
export function raw(text: string): Markup {
  return { markup: text }
}

function written(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return 'markup' in part ? part.markup : part.map(written).join('')
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

export type PageParts = {
  title: string
  style: string
  body: Markup
  status?: number
  head?: Markup
}

/** A whole page of the outside world, never kept by a browser. */
export function pageResponse({ title, style, body, status = 200, head }: PageParts): Response {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,">${head}<style>${raw(style)}</style></head>
<body>${body}</body></html>`
  return new Response(page.markup, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}

/** Sends the browser on with a GET. */
export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location } })
}
