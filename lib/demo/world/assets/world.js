// Everything here is a comfort: without it the forms post and the page is reloaded by hand.

const live = new EventSource('/live')
let lost = false

live.addEventListener('phone', ({ data }) => {
  const { key, html } = JSON.parse(data)
  const old = document.getElementById(`phone-${key}`)
  if (!old) return
  if (html === '') old.remove()
  else renew(old, fragment(html).firstElementChild)
})
live.addEventListener('part', ({ data }) => renewParts(document, fragment(JSON.parse(data).html)))
live.addEventListener('error', () => {
  lost = true
})
live.addEventListener('open', async () => {
  if (!lost) return
  lost = false
  const page = fragment(await (await fetch(location.href)).text())
  for (const card of page.querySelectorAll('[data-phone]')) {
    const old = document.getElementById(card.id)
    if (old) renew(old, card)
  }
})

function fragment(html) {
  const template = document.createElement('template')
  template.innerHTML = html
  return template.content
}

/** Changes only what is different, so that the phone's screens can fade and a half-typed code stays. */
function renew(old, fresh) {
  const [phone, next] = [old.querySelector('.phone'), fresh.querySelector('.phone')]
  const kind = next.dataset.screen
  if (phone.dataset.screen !== kind) {
    phone.classList.toggle('just-opened', kind === 'home')
    phone.dataset.screen = kind
    phone.querySelector('.home').inert = kind !== 'home'
    phone.querySelector('.lock').inert = kind === 'home'
    for (const input of phone.querySelectorAll('input[name=code]')) input.value = ''
    if (kind === 'home') phone.querySelector('.keypad').open = false
  }
  renewParts(old, fresh, kind === 'home' ? 'lock' : 'home')
}

/** `leaving` is the screen that fades out: it keeps what it said while it goes. */
function renewParts(root, fresh, leaving) {
  for (const part of fresh.querySelectorAll('[data-part]')) {
    const { part: name } = part.dataset
    const old = root.querySelector(`[data-part="${name}"]`)
    if (!old || name === leaving || old.innerHTML === part.innerHTML) continue
    old.innerHTML = part.innerHTML
  }
  tick()
}

document.addEventListener('submit', async (event) => {
  const form = event.target
  if (form.method !== 'post') return
  event.preventDefault()
  const body = new URLSearchParams(new FormData(form, event.submitter))
  const answer = await fetch(form.action, {
    method: 'POST',
    body,
    headers: { accept: 'application/json' },
  })
  const { html } = await answer.json()
  if (html) renewParts(document, fragment(html))
})

document.addEventListener('change', ({ target }) => {
  if (target.matches('.filter select')) target.form.requestSubmit()
})

document.addEventListener('click', ({ target }) => {
  const key = target.closest('[data-key]')
  if (!key) return
  const input = key.closest('form').elements.code
  input.value = key.dataset.key === '⌫' ? input.value.slice(0, -1) : input.value + key.dataset.key
})

const formats = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  date: { weekday: 'short', day: 'numeric', month: 'short' },
}

function tick() {
  for (const clock of document.querySelectorAll('[data-clock]')) {
    const { clock: show, zone: timeZone, locale } = clock.dataset
    const text = new Intl.DateTimeFormat(locale, { ...formats[show], timeZone }).format(Date.now())
    if (clock.textContent !== text) clock.textContent = text
  }
}
tick()
setInterval(tick, 5_000)

// The codes of the staff change every half minute.
if (document.querySelector('[data-part="staff"]')) {
  setInterval(async () => {
    const answer = await fetch(`/staff${location.search}`)
    renewParts(document, fragment(await answer.text()))
  }, 3_000)
}

// A narrow screen starts with the phones, not with the levers.
if (matchMedia('(max-width: 899px)').matches) {
  for (const panel of document.querySelectorAll('.panel')) panel.open = false
}
document.documentElement.classList.add('scripted')
