import { type Html, html } from './html.ts'
import type { Switch } from './part.ts'

/** Every lever of every part as a row of buttons; each button is a form of its own and needs no script. */
export function switchPanel(switches: Switch[]): Html {
  return html`<div data-part="switches">${switches.map(oneSwitch)}</div>`
}

function oneSwitch({ name, label, value, options }: Switch): Html {
  const off = value === options[0]?.value
  return html`<form class="switch ${off ? '' : 'turned'}" method="post" action="/switches">
    <input type="hidden" name="name" value="${name}">
    <fieldset><legend>${label}</legend>${options.map(
      (option) =>
        html`<button name="value" value="${option.value}" aria-pressed="${option.value === value ? 'true' : 'false'}">${option.label}</button>`,
    )}</fieldset></form>`
}
