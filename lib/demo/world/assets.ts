import { readFileSync } from 'node:fs'

const sheets = [
  'page',
  'levers',
  'staff',
  'phones',
  'phone',
  'lock-screen',
  'home-screen',
  'unlocking',
]

/** The world page's style and script. Undefined: neither. */
export function asset(pathname: string): Response | undefined {
  if (pathname === '/world.js') return file(read('world.js'), 'text/javascript')
  if (pathname !== '/world.css') return undefined
  return file(sheets.map((name) => read(`style/${name}.css`)).join('\n'), 'text/css')
}

function read(name: string): string {
  return readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8')
}

function file(text: string, type: string): Response {
  return new Response(text, {
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' },
  })
}
