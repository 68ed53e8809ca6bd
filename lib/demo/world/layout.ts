import { type Html, html } from './html.ts'

export type Link = { label: string; url: string }

export function layout(view: { title: string; bare?: boolean; body: Html }): Html {
  return html`<html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${view.title}</title><link rel="icon" href="data:,">
    <link rel="stylesheet" href="/world.css"><script src="/world.js" type="module"></script>
    </head><body class="${view.bare ? 'bare' : ''}">${view.body}</body></html>`
}

/** The head of every page: where one is, and where else one can go. */
export function masthead(links: Link[]): Html {
  return html`<header class="masthead"><div><h1><a class="home-link" href="/">The outside world</a></h1>
    <p class="soft">Simulated phones, lock service, card network and mail. Nothing here is real.</p></div>
    <nav aria-label="Elsewhere">${links.map(({ label, url }) => html`<a href="${url}">${label}</a>`)}</nav></header>`
}
