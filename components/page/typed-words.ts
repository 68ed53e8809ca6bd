const key = 'typed'

type Typed = { path: string; fields: [name: string, value: string][] }

let lastSent: Typed | undefined

/** Keeps in mind what a form was sent with: no file, nothing hidden, no password. */
export function noteTyped(form: HTMLFormElement): void {
  const fields = [...form.elements].flatMap((field): [string, string][] => {
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement)
      return [[field.name, field.value]]
    if (!(field instanceof HTMLInputElement) || unkept.includes(field.type)) return []
    const isLeftOut = isChoice(field) && !field.checked
    return isLeftOut ? [] : [[field.name, field.value]]
  })
  lastSent = { path: location.pathname, fields: fields.filter(([name]) => name !== '') }
}

const unkept = ['password', 'file', 'hidden', 'submit', 'button']

/** Loads the page anew, of the build that is there now; what was typed into it is there again. */
export function loadAnew(): void {
  if (lastSent) sessionStorage.setItem(key, JSON.stringify(lastSent))
  location.replace(location.pathname + location.search)
}

/** Puts what was typed back where it stood. False when nothing was kept for this page. */
export function typeAgain(): boolean {
  const kept = sessionStorage.getItem(key)
  sessionStorage.removeItem(key)
  const typed = kept && (JSON.parse(kept) as Typed)
  if (!typed || typed.path !== location.pathname) return false
  for (const [name, value] of typed.fields)
    for (const field of document.getElementsByName(name)) putBack(field, value)
  return typed.fields.length > 0
}

function putBack(field: HTMLElement, value: string): void {
  if (field instanceof HTMLInputElement && isChoice(field)) {
    if (field.value === value && !field.checked) field.click()
    return
  }
  const isText = field instanceof HTMLInputElement && !unkept.includes(field.type)
  if (!isText && !(field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement))
    return
  // React looks past an assignment of its own fields, but not past the browser's.
  const prototype = Object.getPrototypeOf(field) as object
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.dispatchEvent(new Event('change', { bubbles: true }))
}

function isChoice({ type }: HTMLInputElement): boolean {
  return type === 'checkbox' || type === 'radio'
}
