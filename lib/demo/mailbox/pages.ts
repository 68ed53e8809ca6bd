import { plainPage } from '#lib/demo/plain-page.ts'
import { type Html, html } from '#lib/demo/world/html.ts'
import { mailboxStyle } from './mailbox-style.ts'
import type { Message } from './message.ts'

export function listPage(messages: Message[], recipient: string): Response {
  return plainPage({
    title: `Mailbox (${messages.length})`,
    style: mailboxStyle,
    body: html`<main><p><a href="/">The outside world</a></p><h1>Mailbox</h1>
      <p class="soft">Every letter and text message the portal sent. None of them left this machine.</p>
      <form class="search" method="get" action="/mail"><div><label for="to">Sent to</label>
      <input id="to" name="to" value="${recipient}" placeholder="address or number"></div>
      <button>Show</button></form>
      ${messages.length === 0 ? html`<p>${recipient ? `Nothing for ${recipient} yet.` : 'Nothing yet.'}</p>` : html`<ul class="messages">${messages.map(line)}</ul>`}
      ${recipient && html`<p><a href="/mail">Show all</a></p>`}</main>`,
  })
}

function line(message: Message): Html {
  return html`<li><a href="/mail/${message.id}"><span class="kind">${kindOf(message)}</span>
    <span class="subject" dir="auto">${titleOf(message)}</span>
    <span class="meta">${message.to.join(', ')} · ${timeOf(message)}</span></a></li>`
}

/** One message: the letter as its reader sees it, its plain text, and its headers. */
export function messagePage(message: Message): Response {
  return plainPage({
    title: titleOf(message),
    style: mailboxStyle,
    body: html`<main><p><a href="/mail">All messages</a></p><h1 dir="auto">${titleOf(message)}</h1>
      <dl><dt>From</dt><dd>${message.from}</dd><dt>To</dt><dd>${message.to.map(
        (to, index) =>
          html`${index > 0 && ', '}<a href="/mail?to=${encodeURIComponent(to)}">${to}</a>`,
      )}</dd><dt>Received</dt><dd>${timeOf(message)}</dd></dl>
      ${message.kind === 'sms' ? html`<p class="paper bubble" dir="auto">${message.text}</p>` : letter(message)}</main>`,
  })
}

function letter({ id, html: page, text, headers, attachments }: Message): Html {
  return html`
    ${page !== null && html`<iframe title="The letter" src="/mail/${id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`}
    ${attachments.length > 0 && html`<ul>${attachments.map(({ name, type }, index) => html`<li><a href="/mail/${id}/attachments/${index}">${name}</a> <span class="soft">${type}</span></li>`)}</ul>`}
    <h2>Plain text</h2><pre class="paper" dir="auto">${text}</pre>
    <details><summary>Headers</summary><dl>${headers.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></details>`
}

export function missingPage(): Response {
  return plainPage({
    title: 'No such message',
    style: mailboxStyle,
    status: 404,
    body: html`<main><h1>No such message</h1><p><a href="/mail">All messages</a></p></main>`,
  })
}

function kindOf({ kind }: Message): string {
  return kind === 'sms' ? 'Text' : 'E-mail'
}

function titleOf({ kind, subject, text }: Message): string {
  return kind === 'sms' ? text.slice(0, 80) : subject || '(no subject)'
}

function timeOf({ receivedAt }: Message): string {
  return `${new Date(receivedAt).toISOString().replace('T', ' ').slice(0, 19)} UTC`
}
