/** Markup that is safe to show as it is. */
export type Html = { readonly markup: string }

type Value = Html | string | number | null | undefined | false | Value[]

/** Writes markup; whatever is put in is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  return raw(strings.reduce((text, part, at) => text + render(values[at - 1]) + part))
}

/** Trusts `markup`. Only for what we wrote ourselves. */
export function raw(markup: string): Html {
  return { markup }
}

function render(value: Value): string {
  if (value === null || value === undefined || value === false) return ''
  if (Array.isArray(value)) return value.map(render).join('')
  return typeof value === 'object' ? value.markup : escapeHtml(String(value))
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}

export function page(markup: Html, status = 200): Response {
  return new Response(`<!doctype html>${markup.markup}`, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}
