import { request } from 'node:http'

type Field = { name: string; value: string; type: string }
type Form = {
  action: string
  method: string
  isMultipart: boolean
  fields: Field[]
  buttons: Pressed[]
}
type Pressed = { name: string | undefined; value: string; words: string }
type Answer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

/** What a text browser does: no styles, no scripts, no pictures; it follows links and redirects, and fills in forms. */
export function textBrowser() {
  const cookies = new Map<string, Map<string, string>>()
  let at = new URL('http://nowhere.invalid')
  let html = ''

  async function go(to: string, form?: FormData | URLSearchParams): Promise<void> {
    let [address, body] = [new URL(to, at), form]
    for (let turns = 0; turns < 10; turns += 1) {
      const answer = await ask(address, body, cookies)
      at = address
      html = answer.text
      const { location } = answer.headers
      if (answer.status >= 400) throw new Error(`${address} answered ${answer.status}: ${words()}`)
      if (answer.status < 300 || typeof location !== 'string') return
      ;[address, body] = [new URL(location, at), undefined]
    }
    throw new Error(`${to} leads in a circle`)
  }

  const words = () => wordsOf(html)

  async function follow(link: string | RegExp): Promise<void> {
    const found = [...html.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/g)].find(([, , inside = '']) =>
      wordsOf(inside).match(link),
    )
    if (!found) throw new Error(`no link ${link} in: ${words()}`)
    await go(attribute(found[1] ?? '', 'href') ?? '')
  }

  /** Sends the form that has a button of these words, with what is typed into its fields by name. */
  async function send(button: RegExp, typed: Record<string, string> = {}): Promise<void> {
    const form = formsIn(html).find(({ buttons }) =>
      buttons.some(({ words: said }) => button.test(said)),
    )
    if (!form) throw new Error(`no form with ${button} in: ${words()}`)
    const sent = new FormData()
    for (const { name, value, type } of form.fields)
      if (!(name in typed) && (type === 'hidden' || value !== '')) sent.append(name, value)
    for (const [name, value] of Object.entries(typed)) sent.append(name, value)
    const pressed = form.buttons.find(({ words: said }) => button.test(said))
    if (pressed?.name) sent.append(pressed.name, pressed.value)
    const plain = new URLSearchParams([...sent].map(([name, value]) => [name, String(value)]))
    if (form.method === 'get') return go(`${form.action || at.pathname}?${plain}`)
    await go(form.action || at.href, form.isMultipart ? sent : plain)
  }

  return { go, follow, send, words, html: () => html, address: () => at.href }
}

async function ask(
  to: URL,
  form: FormData | URLSearchParams | undefined,
  cookies: Map<string, Map<string, string>>,
): Promise<Answer> {
  const encoded = form && new Request('http://encoder.invalid', { method: 'POST', body: form })
  const body = encoded && Buffer.from(await encoded.arrayBuffer())
  const kept = cookies.get(to.host) ?? new Map<string, string>()
  cookies.set(to.host, kept)
  const headers = {
    host: to.host,
    cookie: [...kept].map(([name, value]) => `${name}=${value}`).join('; '),
    'accept-language': 'en',
    ...(encoded && {
      'content-type': encoded.headers.get('content-type') ?? '',
      'content-length': String(body?.length),
      origin: to.origin,
    }),
  }
  const answer = await new Promise<Answer>((resolve, reject) => {
    const options = { host: '127.0.0.1', port: to.port, path: to.pathname + to.search, headers }
    request({ ...options, method: form ? 'POST' : 'GET' }, async (heard) => {
      const text = (await heard.setEncoding('utf8').toArray()).join('')
      resolve({ status: heard.statusCode ?? 0, headers: heard.headers, text })
    })
      .on('error', reject)
      .end(body)
  })
  for (const line of answer.headers['set-cookie'] ?? []) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    kept.set(name, value)
  }
  return answer
}

function formsIn(html: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(
    ([, tag = '', inside = '']) => ({
      action: attribute(tag, 'action') ?? '',
      method: (attribute(tag, 'method') ?? 'get').toLowerCase(),
      isMultipart: /multipart\/form-data/i.test(attribute(tag, 'encType') ?? ''),
      fields: [...inside.matchAll(/<(?:input|textarea)\b([^>]*)>/g)].flatMap(([, field = '']) => {
        const type = attribute(field, 'type') ?? 'text'
        const isLeftOut = /radio|checkbox/.test(type) && !/\bchecked\b/.test(field)
        const name = attribute(field, 'name')
        return name && !isLeftOut ? [{ name, type, value: attribute(field, 'value') ?? '' }] : []
      }),
      buttons: [...inside.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/g)].map(
        ([, button = '', said = '']) => ({
          name: attribute(button, 'name'),
          value: attribute(button, 'value') ?? '',
          words: wordsOf(said),
        }),
      ),
    }),
  )
}

/** The values of a choice, by the words beside it. */
export function choicesIn(html: string, name: string): { value: string; label: string }[] {
  const labels = [...html.matchAll(/<label\b[^>]*>([\s\S]*?)<\/label>/g)].map(([whole]) => whole)
  return labels.flatMap((label) => {
    const [, field = ''] = /<input\b([^>]*)>/.exec(label) ?? []
    const value = attribute(field, 'value')
    return attribute(field, 'name') === name && value ? [{ value, label: wordsOf(label) }] : []
  })
}

function attribute(tag: string, name: string): string | undefined {
  const [, value] = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag) ?? []
  return value === undefined ? undefined : decoded(value)
}

const hidden = /<(script|style|head|template)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g
const inline = /<\/?(?:span|a|b|strong|em|bdi|bdo|time|q|small|abbr|svg|path|label|i)\b[^>]*>/g

/** The words of a page as they stand without styles: blocks on lines of their own, inline words where they are. */
export function wordsOf(html: string): string {
  const text = html
    .replace(hidden, '')
    .replace(inline, '')
    .replace(/<[^>]+>/g, '\n')
  return decoded(text)
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
}

/** Where two words of two neighbours touch, for want of a space between them. */
export function wordsThatTouch(html: string): string[] {
  const shown = html.replace(hidden, '')
  const touching =
    /[\p{L}\p{N}.,:;!?)]<\/(?:span|a|b|strong|bdi|time|label)>(?:<\/?(?:span|a|b|strong|bdi|time|svg|path|label)\b[^>]*>)*<(?:span|a|b|strong|bdi|time|label)\b[^>]*>[\p{L}\p{N}]/gu
  return [...shown.matchAll(touching)].map(({ index, 0: found }) =>
    wordsOf(shown.slice(Math.max(index - 30, 0), index + found.length + 30)),
  )
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' }

function decoded(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole
    const isHex = /^#x/i.test(name)
    return String.fromCodePoint(Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10))
  })
}
